import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { MembershipsRepository } from './memberships.repository.js';
import { MembershipDocument, MembershipSchema } from './memberships.schema.js';

/** Apart from the groups, since a user's removal ends their memberships too. */
@Module({
  imports: [MongooseModule.forFeature([{ name: MembershipDocument.name, schema: MembershipSchema }])],
  providers: [MembershipsRepository],
  exports: [MembershipsRepository],
})
export class MembershipsModule {}
