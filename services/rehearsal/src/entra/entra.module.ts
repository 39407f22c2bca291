import { Module } from '@nestjs/common';
import { AuthorizeController } from './authorize.controller.js';
import { ClientAuthenticationService } from './client-authentication.service.js';
import { CodesService } from './codes.service.js';
import { ConsentController } from './consent.controller.js';
import { SignInService } from './sign-in.service.js';
import { TokenController } from './token.controller.js';
import { TokensService } from './tokens.service.js';

@Module({
  controllers: [AuthorizeController, ConsentController, TokenController],
  providers: [ClientAuthenticationService, CodesService, SignInService, TokensService],
  exports: [ClientAuthenticationService],
})
export class EntraModule {}
