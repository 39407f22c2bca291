import { Controller, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import type { UserChanged } from '@rollcall/contracts';
import { testServers } from '@rollcall/servers';
import { connectMessaging } from '../connect-messaging.js';
import { Handles } from '../decorators.js';
import { MessagingModule } from '../messaging.module.js';
import type { MessagingOptions } from '../settings.js';

export interface TestService extends Partial<MessagingOptions> {
  controller?: Type;
}

class TestModule {}

/** One instance of a service, with nothing in it but messaging and the controller given. */
export async function startService({ controller, ...options }: TestService): Promise<INestApplication> {
  const { mongoUrl, natsUrl } = testServers();
  const root = {
    module: TestModule,
    imports: [
      ...(options.outbox ? [MongooseModule.forRoot(mongoUrl, { dbName: 'tester' })] : []),
      MessagingModule.forService({ service: 'tester', natsUrl, ...options }),
    ],
    controllers: controller ? [controller] : [],
  };
  const app = await NestFactory.create(root, { logger: false, abortOnError: false });
  connectMessaging(app);
  await app.init();
  await app.startAllMicroservices();
  return app;
}

/** A controller that handles `user.changed` by the function given. */
export function handling(handle: (event: UserChanged) => void | Promise<void>): Type {
  @Controller()
  class UserChangedController {
    @Handles('user.changed')
    async handle(event: UserChanged): Promise<void> {
      await handle(event);
    }
  }
  return UserChangedController;
}
