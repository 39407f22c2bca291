import { Controller, Get, Redirect, ServiceUnavailableException } from '@nestjs/common';
import { MailboxService } from './mailbox/mailbox.service.js';

@Controller()
export class HealthController {
  constructor(private readonly mailbox: MailboxService) {}

  @Get()
  @Redirect('/control')
  root(): void {
    // The control page is where a visitor finds the rest.
  }

  @Get('health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('health/ready')
  ready(): { status: 'ok' } {
    if (!this.mailbox.isListening) throw new ServiceUnavailableException('The mail server is not listening yet.');
    return { status: 'ok' };
  }
}
