import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  GetNotificationPreferences,
  type NotificationPreferences,
  SetNotificationPreferences,
} from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { PreferencesRepository } from './preferences.repository.js';

@Controller()
export class PreferencesController {
  constructor(private readonly preferences: PreferencesRepository) {}

  @Answers('rpc.notification-preferences.get')
  get(@Payload() request: GetNotificationPreferences): Promise<NotificationPreferences> {
    return this.preferences.get(request);
  }

  @Answers('rpc.notification-preferences.set')
  set(@Payload() request: SetNotificationPreferences): Promise<NotificationPreferences> {
    return this.preferences.set(request);
  }
}
