import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { ClientAuthenticationService } from '../entra/client-authentication.service.js';
import { ThrottleService } from '../graph/throttle.service.js';
import { MailboxService } from '../mailbox/mailbox.service.js';
import { SigningKeys } from '../signing-keys.js';
import { Clock } from '../tenant/clock.js';
import { TenantsService } from '../tenant/tenants.service.js';
import { DelaysService } from './delays.service.js';
import { FaultsService } from './faults.service.js';
import { HoldsService } from './holds.service.js';
import type { Hold } from './holds.service.js';
import { controlPage } from './page.js';
import { RequestLogService } from './request-log.service.js';
import {
  AddDelay,
  AddFault,
  AddHold,
  AdvanceClock,
  ClearFaults,
  ListRequests,
  RefuseRecipients,
  SetSignIn,
  SetThrottle,
} from './requests.js';
import { summarize } from './summarize.js';

/** Makes things go wrong, slow, late or stop; and tells what was asked. */
@Controller('control')
export class ControlController {
  constructor(
    private readonly tenants: TenantsService,
    private readonly clock: Clock,
    private readonly keys: SigningKeys,
    private readonly clients: ClientAuthenticationService,
    private readonly throttle: ThrottleService,
    private readonly faults: FaultsService,
    private readonly delays: DelaysService,
    private readonly holds: HoldsService,
    private readonly log: RequestLogService,
    private readonly mailbox: MailboxService,
  ) {}

  @Get()
  page(): string {
    return controlPage(this.tenants.all().map(summarize), this.state());
  }

  @Get('state')
  state(): Record<string, unknown> {
    return {
      clockAdvancedBySeconds: this.clock.advancedBySeconds,
      unitsPer10Seconds: this.throttle.list(),
      secret: this.clients.secretState,
      admitPersonalAccounts: this.tenants.admitsPersonalAccounts,
      faults: this.faults.list(),
      delays: this.delays.list(),
    };
  }

  @Post('faults')
  addFault(@Body() fault: AddFault): unknown {
    this.faults.add(fault);
    return this.faults.list();
  }

  @Delete('faults')
  @HttpCode(204)
  clearFaults(@Query() { tenant }: ClearFaults): void {
    this.faults.clear(tenant);
  }

  @Post('delays')
  addDelay(@Body() { match, ms }: AddDelay): unknown {
    this.delays.add(match, ms);
    return this.delays.list();
  }

  @Delete('delays')
  @HttpCode(204)
  clearDelays(): void {
    this.delays.clear();
  }

  @Post('holds')
  addHold(@Body() { match, nth }: AddHold): Hold {
    return this.holds.add(match, nth);
  }

  @Get('holds/:id')
  hold(@Param('id') id: string): Hold {
    return found(this.holds.find(id), id);
  }

  @Post('holds/:id/release')
  @HttpCode(200)
  release(@Param('id') id: string): Hold {
    return found(this.holds.release(id), id);
  }

  @Delete('holds')
  @HttpCode(204)
  clearHolds(): void {
    this.holds.clear();
  }

  @Post('throttle')
  @HttpCode(204)
  setThrottle(@Body() { unitsPer10Seconds, tenant }: SetThrottle): void {
    for (const { id } of this.tenants.all())
      if (tenant === undefined || tenant === id) this.throttle.setLimit(id, unitsPer10Seconds ?? undefined);
  }

  @Post('clock')
  @HttpCode(200)
  advance(@Body() { seconds }: AdvanceClock): { now: string } {
    this.clock.advance(seconds);
    return { now: this.clock.now().toISOString() };
  }

  @Post('sign-in')
  @HttpCode(204)
  setSignIn(@Body() { admitPersonalAccounts, secret }: SetSignIn): void {
    this.tenants.admitsPersonalAccounts = admitPersonalAccounts ?? this.tenants.admitsPersonalAccounts;
    this.clients.secretState = secret ?? this.clients.secretState;
  }

  @Post('keys/rotate')
  @HttpCode(204)
  rotateKeys(): void {
    this.keys.rotate();
  }

  @Post('mailbox/refusals')
  @HttpCode(204)
  refuseRecipients(@Body() { code, times, to }: RefuseRecipients): void {
    this.mailbox.refuse(code, times, to);
  }

  @Get('requests')
  requests(@Query() { limit }: ListRequests): Record<string, unknown> {
    return { ...this.log.counters(), recent: this.log.list(limit) };
  }

  @Delete('requests')
  @HttpCode(204)
  clearRequests(): void {
    this.log.clear();
  }

  /** Back to what the seed says, as after a start. Signing keys stay, so that signed-in people remain so. */
  @Post('reset')
  @HttpCode(204)
  reset(): void {
    this.tenants.reset();
    this.clock.reset();
    this.throttle.clear();
    this.clients.secretState = 'valid';
    this.faults.clear();
    this.delays.clear();
    this.holds.clear();
    this.log.clear();
    this.mailbox.reset();
  }
}

function found(hold: Hold | undefined, id: string): Hold {
  if (!hold) throw new NotFoundException(`There is no hold '${id}'. POST /control/holds makes one.`);
  return hold;
}
