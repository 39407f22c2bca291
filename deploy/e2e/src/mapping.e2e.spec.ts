import type {
  Configuration,
  MappingRow,
  MappingTest,
  Page,
  Run,
  SuggestedRow,
  User,
  UserField,
} from '@rollcall/contracts';
import { activate, ApiError, connect, demoPreferences, demoRows, saveDraft, tenantDetails } from '@rollcall/local';
import { House } from './testing/house.js';

const scope = { users: 'all' as const, userGroups: [], includeGuests: true, groupInfo: false, groups: [] };
const starting = demoRows.slice(0, 3);
const typedDate = 'onPremisesExtensionAttributes.extensionAttribute1';
const row = (source: string, target: string, more: Partial<MappingRow> = {}): MappingRow => ({
  source,
  target,
  syncUpdates: true,
  ...more,
});

describe('mapping and testing', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.start({ people: 250 });
    await connect(house.api, 'ana.admin@contoso.com');
    await tenantDetails(house.api);
    const make = (field: Partial<UserField>) => house.api.post('/user-fields', { required: false, ...field });
    await make({ name: 'Joining date', type: 'Date' });
    await make({ name: 'Hired at', type: 'Date & time' });
    await make({ name: 'Staff number', type: 'Number' });
    await make({ name: 'Signs in', type: 'Yes/No' });
    await make({ name: 'Team', type: 'Dropdown', options: ['Engineering', 'Sales', 'Finance', 'Operations', 'Legal'] });
  });

  afterAll(() => house.close());

  const test = (rows: MappingRow[]): Promise<MappingTest> =>
    saveDraft(house.api, { scope, rows: [...starting, ...rows], preferences: demoPreferences });
  const refusalOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return error instanceof ApiError ? [error.status, error.body.code, error.body.detail] : [];
  };

  it('tells a data type mismatch by its row, with the mend, and keeps the draft from being activated', async () => {
    const { result, problems, people } = await test([row('manager', 'Joining_date')]);

    expect(result).toBe('failed');
    expect(problems).toEqual([
      {
        code: 'data-type-mismatch',
        row: 3,
        message:
          'Data type mismatch: manager is of type User, and Joining date is a Date field. Choose an attribute that ' +
          'holds dates, such as employeeHireDate, or an extension attribute, or a Text field.',
      },
    ]);
    expect(people.length).toBeGreaterThanOrEqual(5);
    expect(await refusalOf(activate(house.api))).toEqual([
      422,
      'not-ready',
      expect.stringContaining('Data type mismatch'),
    ]);
  });

  it('finds the one date in words among hundreds of people, and says how to write it', async () => {
    const { result, people } = await test([row(typedDate, 'Joining_date')]);
    const errors = people.flatMap(({ values }) => values.flatMap(({ error }) => error?.message ?? []));

    expect(result).toBe('passedWithRejects');
    expect(errors).toContain(
      '“June sixth” is not a date in the format DD/MM/YYYY, such as 06/06/2019. ' +
        'Correct it in Azure AD (extensionAttribute1), or map Joining date from another attribute.',
    );
  });

  it('shows whose value is no option of a dropdown, and takes the row’s word for what stands for one', async () => {
    const options = [{ value: 'Legal & Compliance', option: 'Legal' }];
    const { problems, people } = await test([row('department', 'Team', { format: { options } })]);
    const values = people.flatMap((person) => person.values.filter(({ field }) => field === 'Team'));

    expect(problems).toEqual([]);
    expect(values.flatMap(({ error }) => error?.message ?? [])).toContain(
      '“Human Resources” is not an option of the field (Engineering, Sales, Finance, Operations, Legal). ' +
        'Correct it in Azure AD (department), or say in the row which option it stands for, or add it to the field.',
    );
    expect(
      values.filter(({ source }) => source === 'Legal & Compliance').every(({ stored }) => stored === 'Legal'),
    ).toBe(true);
  });

  it('tests on anybody found by name', async () => {
    const { people } = await house.api.post<MappingTest>('/sync-configuration/draft/test', { search: 'Olaf Ord' });
    const nobody = house.api.post('/sync-configuration/draft/test', { search: 'Nobody at all' });

    expect(people.map(({ name }) => name)).toEqual(['Olaf Ordinary']);
    expect(await refusalOf(nobody)).toEqual([
      404,
      'not-found',
      'Nobody in Azure AD has a name or an address that begins like this.',
    ]);
  });

  it('proposes a source for a field, and saves none', async () => {
    const proposed = async (target: string) => {
      const path = `/sync-configuration/draft/suggestions?target=${target}`;
      return (await house.api.get<Page<SuggestedRow>>(path)).items.map((suggestion) => suggestion.row.source);
    };
    const before = await house.api.get<Configuration>('/sync-configuration');

    expect(await proposed('Designation')).toEqual(['jobTitle']);
    expect(await proposed('Joining_date')).toEqual(['employeeHireDate']);
    expect(await house.api.get<Configuration>('/sync-configuration')).toEqual(before);
  });

  it.each<[string, MappingRow, string, string]>([
    ['an unknown attribute', row('shoeSize', 'Designation'), 'unknown-attribute', '“shoeSize”'],
    ['a field that was removed', row('jobTitle', 'Shoes'), 'unknown-field', 'it may have been removed'],
    [
      'a fallback in a circle',
      row('jobTitle', 'Designation', { fallbacks: ['department', 'jobTitle'] }),
      'attribute-repeated',
      'jobTitle is tried twice',
    ],
  ])('saves %s with the problem, so that nothing is lost', async (_title, wrong, code, words) => {
    const rows = [...starting, wrong];
    const saved = await house.api.put<Configuration>('/sync-configuration/draft/mapping', { rows });

    expect(saved.draft?.rows).toEqual(rows);
    expect(saved.problems).toContainEqual(
      expect.objectContaining({ code, row: 3, message: expect.stringContaining(words) as string }),
    );
  });

  it('refuses 200 rows and a value of a megabyte in words, and keeps what was there', async () => {
    const save = (rows: MappingRow[]) => house.api.put('/sync-configuration/draft/mapping', { rows });
    const before = await house.api.get<Configuration>('/sync-configuration');
    const many = Array.from({ length: 200 }, () => row('jobTitle', 'Designation'));

    expect(await refusalOf(save(many))).toEqual([400, 'invalid-request', expect.stringContaining('100')]);
    expect(await refusalOf(save([row('jobTitle', 'Designation', { default: 'x'.repeat(1_000_000) })]))).toEqual([
      413,
      'body-too-large',
      'The body is larger than the 256 kB accepted.',
    ]);
    expect(await house.api.get<Configuration>('/sync-configuration')).toEqual(before);
  });

  describe('synced with every type of field', () => {
    const rows = [
      row('jobTitle', 'Designation'),
      row('employeeHireDate', 'Hired_at'),
      row('employeeId', 'Staff_number'),
      row('accountEnabled', 'Signs_in'),
      row('manager', 'Manager'),
      row('businessPhones', 'AboutMe'),
    ];
    let tested: MappingTest;
    let run: Run;

    beforeAll(async () => {
      tested = await test(rows);
      run = await activate(house.api);
    });

    it('stores what the test showed', async () => {
      const { items } = await house.api.get<Page<User>>('/users?limit=200');
      const shown = tested.people.filter(({ skipped, values }) => !skipped && values.every(({ error }) => !error));
      const stored = shown.flatMap(({ externalId, values }) => {
        const user = items.find((found) => found.externalId === externalId);
        return user ? [values.map(({ field, stored }) => [user.fields[field]?.value ?? null, stored])] : [];
      });

      expect(stored.length).toBeGreaterThan(0);
      for (const [value, stored_] of stored.flat()) expect(value).toBe(stored_);
    });

    it('knows managers by name wherever they came in, and warns of those who are no users', async () => {
      const users = await house.users();
      const managers = users.flatMap(({ fields }) => (fields as User['fields']).Manager?.value ?? []);
      const ids = new Set(users.map(({ origin }) => (origin as { externalId?: string } | undefined)?.externalId));
      const unknown = managers.filter((id) => !ids.has(id)).length;
      const { items } = await house.api.get<Page<User>>('/users?limit=200');

      expect(managers.length).toBeGreaterThan(100);
      for (const { fields } of items) {
        const { value, user } = fields.Manager ?? {};
        if (value) expect(user !== undefined).toBe(ids.has(value));
      }
      const warning = run.notices.find(({ cause }) => cause === 'users-unresolved');
      expect(unknown).toBeGreaterThan(0);
      expect(warning?.message).toContain(`Manager of ${unknown} people`);
    });

    it('keeps a custom field while it is mapped', async () => {
      const remove = (id: string) => house.api.send('DELETE', `/user-fields/${id}`);

      expect(await refusalOf(remove('Hired_at'))).toEqual([
        409,
        'field-in-use',
        'Hired at is filled from employeeHireDate by the active configuration. Remove that row of the mapping, save, and remove the field then.',
      ]);
      expect((await remove('Team')).status).toBe(204);
    });
  });
});
