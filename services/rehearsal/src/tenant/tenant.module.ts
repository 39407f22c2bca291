import { Global, Module } from '@nestjs/common';
import { SigningKeys } from '../signing-keys.js';
import { Clock } from './clock.js';
import { TenantsService } from './tenants.service.js';

/** The state everything else is played on. */
@Global()
@Module({
  providers: [Clock, TenantsService, { provide: SigningKeys, useFactory: () => new SigningKeys() }],
  exports: [Clock, TenantsService, SigningKeys],
})
export class TenantModule {}
