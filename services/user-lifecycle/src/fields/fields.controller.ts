import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { FieldCatalogue, UserField } from '@rollcall/contracts';
import { ChangeField, CreateField, ListFields, RemoveField } from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { FieldsService } from './fields.service.js';

@Controller()
export class FieldsController {
  constructor(private readonly fields: FieldsService) {}

  @Answers('rpc.fields.list')
  list(@Payload() request: ListFields): Promise<FieldCatalogue> {
    return this.fields.list(request);
  }

  @Answers('rpc.fields.create')
  create(@Payload() request: CreateField): Promise<UserField> {
    return this.fields.create(request);
  }

  @Answers('rpc.fields.change')
  change(@Payload() request: ChangeField): Promise<UserField> {
    return this.fields.change(request);
  }

  @Answers('rpc.fields.remove')
  remove(@Payload() request: RemoveField): Promise<{ removed: boolean }> {
    return this.fields.remove(request);
  }
}
