import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Connection, ConnectionBegun } from '@rollcall/contracts';
import { BeginConnection, Consented, SignedIn } from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { SignInService } from './sign-in.service.js';

@Controller()
export class SignInController {
  constructor(private readonly signIn: SignInService) {}

  @Answers('rpc.connection.begin')
  begin(@Payload() request: BeginConnection): Promise<ConnectionBegun> {
    return this.signIn.begin(request);
  }

  @Answers('rpc.connection.signed-in')
  signedIn(@Payload() request: SignedIn): Promise<{ consentUrl: string }> {
    return this.signIn.signedIn(request);
  }

  @Answers('rpc.connection.consented')
  consented(@Payload() request: Consented): Promise<Connection> {
    return this.signIn.consented(request);
  }
}
