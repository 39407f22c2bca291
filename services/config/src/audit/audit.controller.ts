import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type AuditEntry, AuditRecorded, ListAudit, type Page } from '@rollcall/contracts';
import { Answers, Handles } from '@rollcall/messaging';
import { AuditRepository } from './audit.repository.js';
import type { AuditDocument } from './audit.schema.js';

/** The audit trail of every service: what they tell of is kept here. */
@Controller()
export class AuditController {
  constructor(private readonly entries: AuditRepository) {}

  @Handles('audit.recorded')
  recorded(@Payload() event: AuditRecorded): Promise<void> {
    return this.entries.add(event);
  }

  @Answers('rpc.audit.list')
  async list(@Payload() request: ListAudit): Promise<Page<AuditEntry>> {
    const { items, next } = await this.entries.list(request);
    return { items: items.map(toEntry), ...(next !== undefined && { next }) };
  }
}

const toEntry = ({ _id: id, at, actor, action, target, before, after }: AuditDocument): AuditEntry => ({
  id,
  at: at.toISOString(),
  ...(actor && { actor }),
  action,
  target,
  ...(before && { before }),
  ...(after && { after }),
});
