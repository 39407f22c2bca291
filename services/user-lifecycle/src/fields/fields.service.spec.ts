import type { CreateField, Draft, MappingRow, Revision, UserField } from '@rollcall/contracts';
import { FakeRpcClient } from '@rollcall/messaging';
import type { FieldChanges } from './fields.repository.js';
import type { FieldCatalogueDocument } from './fields.schema.js';
import { FieldsService, type StoredFields } from './fields.service.js';

const accountId = 'Ac1';
const office: Omit<CreateField, 'actor'> = {
  accountId,
  name: 'Office',
  type: 'Dropdown',
  required: false,
  options: ['Berlin', 'Rome'],
};
const row: MappingRow = { source: 'officeLocation', target: 'Office', syncUpdates: true };

class FakeFields implements StoredFields {
  private readonly catalogues = new Map<string, FieldCatalogueDocument>();

  get(accountId: string): Promise<FieldCatalogueDocument | null> {
    return Promise.resolve(this.catalogues.get(accountId) ?? null);
  }

  add(accountId: string, field: UserField): Promise<boolean> {
    const { version, custom } = this.catalogues.get(accountId) ?? { version: 0, custom: [] };
    if (custom.some(({ id }) => id === field.id)) return Promise.resolve(false);
    this.catalogues.set(accountId, { _id: accountId, version: version + 1, custom: [...custom, field] });
    return Promise.resolve(true);
  }

  change(accountId: string, fieldId: string, change: FieldChanges): Promise<UserField | null> {
    const catalogue = this.catalogues.get(accountId);
    const field = catalogue?.custom.find(({ id }) => id === fieldId);
    if (!catalogue || !field) return Promise.resolve(null);
    catalogue.version += 1;
    return Promise.resolve(Object.assign(field, change));
  }

  remove(accountId: string, fieldId: string): Promise<boolean> {
    const catalogue = this.catalogues.get(accountId);
    if (!catalogue?.custom.some(({ id }) => id === fieldId)) return Promise.resolve(false);
    catalogue.custom = catalogue.custom.filter(({ id }) => id !== fieldId);
    catalogue.version += 1;
    return Promise.resolve(true);
  }
}

describe(FieldsService.name, () => {
  let mapped: { draft?: MappingRow[]; active?: MappingRow[] };
  let fields: FakeFields;
  let sut: FieldsService;

  beforeEach(() => {
    mapped = {};
    const rpc = new FakeRpcClient().answer('rpc.configuration.get', () => ({
      state: 'active' as const,
      connected: true,
      problems: [],
      mappingTested: true,
      ...(mapped.draft && { draft: { rows: mapped.draft } as Draft }),
      ...(mapped.active && { active: { rows: mapped.active } as Revision }),
    }));
    fields = new FakeFields();
    sut = new FieldsService(fields, rpc);
  });

  const custom = async () => (await sut.list({ accountId })).fields.filter(({ builtIn }) => !builtIn);
  const version = async () => (await sut.list({ accountId })).version;

  it('makes a dropdown with its options', async () => {
    await sut.create({ ...office, options: [' Berlin ', 'Zu\u0308rich'] });

    expect(await custom()).toEqual([
      {
        id: 'Office',
        name: 'Office',
        type: 'Dropdown',
        required: false,
        builtIn: false,
        options: ['Berlin', 'Zürich'],
      },
    ]);
  });

  it.each<[string, Partial<CreateField>, string]>([
    ['options of a field that has none', { type: 'Text' }, 'A Text field has no options'],
    ['an option that is there twice', { options: ['Rome', ' Rome'] }, '“Rome” is there twice'],
    ['an option without a name', { options: ['Rome', ' '] }, 'An option is empty'],
  ])('refuses %s', async (_title, field, message) => {
    const refused = sut.create({ ...office, ...field });

    await expect(refused).rejects.toMatchObject({
      code: 'options-invalid',
      message: expect.stringContaining(message) as string,
    });
    expect(await custom()).toEqual([]);
  });

  it('changes name, options and whether it is required; the id stays and the version rises', async () => {
    await sut.create(office);
    const before = await version();
    const changed = await sut.change({
      accountId,
      fieldId: 'Office',
      name: ' Site ',
      required: true,
      options: ['Oslo'],
    });

    expect(changed).toMatchObject({ id: 'Office', name: 'Site', required: true, options: ['Oslo'] });
    expect(await custom()).toEqual([changed]);
    expect(await version()).toBe(before + 1);
  });

  it('leaves what is not given', async () => {
    await sut.create(office);

    expect(await sut.change({ accountId, fieldId: 'Office', required: true })).toMatchObject({
      name: 'Office',
      required: true,
      options: ['Berlin', 'Rome'],
    });
  });

  it('removes a field that nothing maps; the version rises', async () => {
    await sut.create(office);
    const before = await version();
    mapped = { draft: [{ source: 'mail', target: 'Email', syncUpdates: true }] };

    expect(await sut.remove({ accountId, fieldId: 'Office' })).toEqual({ removed: true });
    expect(await custom()).toEqual([]);
    expect(await version()).toBe(before + 1);
  });

  it.each<[string, () => typeof mapped, string]>([
    ['active', () => ({ active: [row] }), 'Office is filled from officeLocation by the active configuration.'],
    ['draft', () => ({ draft: [row] }), 'Office is filled from officeLocation by the draft.'],
    [
      'active and draft',
      () => ({ draft: [row], active: [row] }),
      'by the active configuration and from officeLocation by the draft.',
    ],
  ])('keeps a field that is in use: %s', async (_title, rows, message) => {
    await sut.create(office);
    mapped = rows();
    const refused = sut.remove({ accountId, fieldId: 'Office' });

    await expect(refused).rejects.toMatchObject({
      code: 'field-in-use',
      message: expect.stringContaining(message) as string,
    });
    expect(await custom()).toHaveLength(1);
  });

  it('keeps a field as long as nobody can say whether it is in use', async () => {
    await sut.create(office);
    sut = new FieldsService(fields, new FakeRpcClient());

    await expect(sut.remove({ accountId, fieldId: 'Office' })).rejects.toThrow('nobody answers');
    expect(await custom()).toHaveLength(1);
  });

  it.each(['change', 'remove'] as const)('refuses to %s what is built in or not there', async (verb) => {
    await expect(sut[verb]({ accountId, fieldId: 'Email' })).rejects.toMatchObject({ code: 'field-built-in' });
    await expect(sut[verb]({ accountId, fieldId: 'Shoes' })).rejects.toMatchObject({ code: 'not-found' });
    await sut.create(office);
    await expect(sut[verb]({ accountId: 'Ac2', fieldId: 'Office' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
