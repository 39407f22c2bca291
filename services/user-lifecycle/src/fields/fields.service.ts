import { Injectable } from '@nestjs/common';
import type { CreateField, FieldCatalogue, ListFields, UserField } from '@rollcall/contracts';
import { InvalidMessageError, RefusedError } from '@rollcall/messaging';
import { builtInFields } from './built-in-fields.js';
import { FieldsRepository } from './fields.repository.js';
import { fieldIdOf } from './name-field.js';

@Injectable()
export class FieldsService {
  constructor(private readonly fields: FieldsRepository) {}

  async list({ accountId }: ListFields): Promise<FieldCatalogue> {
    const catalogue = await this.fields.get(accountId);
    return { version: catalogue?.version ?? 0, fields: [...builtInFields, ...(catalogue?.custom ?? [])] };
  }

  async create({ accountId, name, type, required }: CreateField): Promise<UserField> {
    if (!/[\p{L}\p{N}]/u.test(name)) throw new InvalidMessageError('name must have a letter or a digit');
    const field: UserField = { id: fieldIdOf(name), name: name.trim(), type, required, builtIn: false };
    const isBuiltIn = builtInFields.some(({ id }) => id.toLowerCase() === field.id.toLowerCase());
    if (isBuiltIn || !(await this.fields.add(accountId, field))) {
      throw new RefusedError('field-exists', `There is a field ${field.id} already. Choose another name.`);
    }
    return field;
  }
}
