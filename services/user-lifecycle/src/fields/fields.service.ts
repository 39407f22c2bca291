import { Inject, Injectable } from '@nestjs/common';
import type {
  ChangeField,
  CreateField,
  FieldCatalogue,
  ListFields,
  MappingRow,
  RemoveField,
  UserField,
} from '@rollcall/contracts';
import { InvalidMessageError, RefusedError, RpcClient } from '@rollcall/messaging';
import { builtInFields } from './built-in-fields.js';
import { checkOptions } from './check-options.js';
import { FieldsRepository } from './fields.repository.js';
import { fieldIdOf } from './name-field.js';

/** What the service needs of its repository. */
export type StoredFields = Pick<FieldsRepository, 'get' | 'add' | 'change' | 'remove'>;

@Injectable()
export class FieldsService {
  constructor(
    @Inject(FieldsRepository) private readonly fields: StoredFields,
    private readonly rpc: RpcClient,
  ) {}

  async list({ accountId }: ListFields): Promise<FieldCatalogue> {
    const catalogue = await this.fields.get(accountId);
    return { version: catalogue?.version ?? 0, fields: [...builtInFields, ...(catalogue?.custom ?? [])] };
  }

  async create({ accountId, actor, name, type, required, options }: CreateField): Promise<UserField> {
    if (!/[\p{L}\p{N}]/u.test(name)) throw new InvalidMessageError('name must have a letter or a digit');
    const field: UserField = {
      id: fieldIdOf(name),
      name: name.trim(),
      type,
      required,
      builtIn: false,
      ...(options && { options: checkOptions(type, options) }),
    };
    const isBuiltIn = builtInFields.some(({ id }) => id.toLowerCase() === field.id.toLowerCase());
    if (isBuiltIn || !(await this.fields.add(accountId, field, actor))) {
      throw new RefusedError('field-exists', `There is a field ${field.id} already. Choose another name.`);
    }
    return field;
  }

  async change({ accountId, actor, fieldId, name, required, options }: ChangeField): Promise<UserField> {
    const field = await this.requireCustom(accountId, fieldId);
    const change = {
      ...(name !== undefined && { name: name.trim() || field.name }),
      ...(required !== undefined && { required }),
      ...(options && { options: checkOptions(field.type, options) }),
    };
    const changed = await this.fields.change(accountId, fieldId, change, actor);
    return changed ?? throwNoField(fieldId);
  }

  /** The values people have of it stay with them: what a field held may be asked for after it is gone. */
  async remove({ accountId, fieldId, actor }: RemoveField): Promise<{ removed: boolean }> {
    const { name } = await this.requireCustom(accountId, fieldId);
    const { draft, active } = await this.rpc.request('rpc.configuration.get', { accountId, ...(actor && { actor }) });
    const uses = [
      ...useIn(active?.rows, fieldId, 'by the active configuration'),
      ...useIn(draft?.rows, fieldId, 'by the draft'),
    ];
    if (uses.length > 0) {
      const words = `${name} is filled ${uses.join(' and ')}. Remove that row of the mapping, save, and remove the field then.`;
      throw new RefusedError('field-in-use', words);
    }
    return { removed: await this.fields.remove(accountId, fieldId, actor) };
  }

  private async requireCustom(accountId: string, fieldId: string): Promise<UserField> {
    const { fields } = await this.list({ accountId });
    const field = fields.find(({ id }) => id === fieldId) ?? throwNoField(fieldId);
    if (!field.builtIn) return field;
    throw new RefusedError(
      'field-built-in',
      `${field.name} is a field of Kissflow itself: it can't be changed or removed.`,
    );
  }
}

function useIn(rows: readonly MappingRow[] | undefined, fieldId: string, by: string): string[] {
  const row = rows?.find(({ target }) => target === fieldId);
  return row ? [`from ${[row.source, ...(row.fallbacks ?? [])].join(', ')} ${by}`] : [];
}

function throwNoField(fieldId: string): never {
  throw new RefusedError('not-found', `There is no user field ${fieldId}; it may have been removed.`);
}
