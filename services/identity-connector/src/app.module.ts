import { Module } from '@nestjs/common';
import { ConnectionsModule } from './connections/connections.module.js';
import { DirectoryModule } from './directory/directory.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';

@Module({ imports: [SignInModule, ConnectionsModule, DirectoryModule] })
export class AppModule {}
