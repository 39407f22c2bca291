import { Module } from '@nestjs/common';
import { CausesModule } from './causes/causes.module.js';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { InboxModule } from './inbox/inbox.module.js';
import { PreferencesModule } from './preferences/preferences.module.js';
import { PreviewController } from './templates/preview.controller.js';

@Module({ imports: [CausesModule, InboxModule, DeliveriesModule, PreferencesModule], controllers: [PreviewController] })
export class AppModule {}
