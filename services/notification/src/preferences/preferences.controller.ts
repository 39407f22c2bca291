import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  GetNotificationPreferences,
  type NotificationPreferences,
  SetNotificationPreferences,
  Unsubscribe,
} from '@rollcall/contracts';
import { Answers, RefusedError } from '@rollcall/messaging';
import { PreferencesRepository } from './preferences.repository.js';

@Controller()
export class PreferencesController {
  constructor(private readonly preferences: PreferencesRepository) {}

  @Answers('rpc.notification-preferences.get')
  get(@Payload() request: GetNotificationPreferences): Promise<NotificationPreferences> {
    return this.preferences.get(request);
  }

  @Answers('rpc.notification-preferences.unsubscribe')
  async unsubscribe(@Payload() { token }: Unsubscribe): Promise<NotificationPreferences> {
    const preferences = await this.preferences.unsubscribe(token);
    if (!preferences) throw new RefusedError('not-found', 'This link is not whole. Open it from the mail once more.');
    return preferences;
  }

  @Answers('rpc.notification-preferences.set')
  set(@Payload() request: SetNotificationPreferences): Promise<NotificationPreferences> {
    return this.preferences.set(request);
  }
}
