import type { MappingRow, Problem } from '@rollcall/contracts';
import { aDirectoryUser, aMapping, aRow, attributes, badgeAttribute, compileWith, fields } from './mapping.builders.js';
import { compileMapping } from './compile-mapping.js';
import { startingRows } from './starting-rows.js';

const problemsOf = (...rows: MappingRow[]): Problem[] => {
  const result = compileWith(...rows);
  return result.ok ? [] : result.problems;
};

describe(compileMapping.name, () => {
  it('accepts the starting rows', () => {
    expect(aMapping()).toMatchObject({
      attributes: ['givenName', 'surname', 'mail', 'userPrincipalName'],
      writeOnce: [],
    });
  });

  it('asks for each attribute once and names the fields written once', () => {
    const mapping = aMapping(
      aRow('department', 'Phone', { syncUpdates: false }),
      aRow('mail', 'PrivateEmail', { syncUpdates: false }),
    );

    expect(mapping.attributes).toEqual(['givenName', 'surname', 'mail', 'userPrincipalName', 'department']);
    expect(mapping.writeOnce).toEqual(['Phone', 'PrivateEmail']);
  });

  it.each([
    ['Text', 'Text', 'department', 'Phone'],
    ['Text list', 'Text', 'businessPhones', 'Phone'],
    ['Number', 'Text', 'rank', 'Phone'],
    ['Text', 'Email', 'mail', 'PrivateEmail'],
    ['Date', 'Date', 'birthday', 'JoiningDate'],
    ['DateTime', 'Date', 'employeeHireDate', 'JoiningDate'],
    ['free-form Text', 'Date', badgeAttribute, 'JoiningDate'],
    ['DateTime', 'Date & time', 'employeeHireDate', 'LastSeen'],
    ['free-form Text', 'Date & time', badgeAttribute, 'LastSeen'],
    ['Text list', 'Text area', 'businessPhones', 'Bio'],
    ['Number', 'Number', 'rank', 'Level'],
    ['free-form Text', 'Number', 'employeeId', 'Level'],
    ['Number', 'Currency', 'rank', 'Salary'],
    ['free-form Text', 'Currency', badgeAttribute, 'Salary'],
    ['Boolean', 'Yes/No', 'accountEnabled', 'Remote'],
    ['free-form Text', 'Yes/No', badgeAttribute, 'Remote'],
    ['Text', 'Dropdown', 'department', 'Team'],
    ['a manager', 'User', 'manager', 'Manager'],
  ])('lets %s feed %s', (_from, _to, source, target) => {
    expect(problemsOf(aRow(source, target))).toEqual([]);
  });

  it.each([
    ['a manager', 'Date', 'manager', 'JoiningDate'],
    ['Text with a meaning', 'Date', 'department', 'JoiningDate'],
    ['Text list', 'Date', 'businessPhones', 'JoiningDate'],
    ['Boolean', 'Date', 'accountEnabled', 'JoiningDate'],
    ['Number', 'Date', 'rank', 'JoiningDate'],
    ['a manager', 'Text', 'manager', 'Phone'],
    ['DateTime', 'Text', 'employeeHireDate', 'Phone'],
    ['Boolean', 'Text', 'accountEnabled', 'Phone'],
    ['Text list', 'Email', 'businessPhones', 'PrivateEmail'],
    ['Date', 'Email', 'birthday', 'PrivateEmail'],
    ['Date', 'Date & time', 'birthday', 'LastSeen'],
    ['Text with a meaning', 'Date & time', 'department', 'LastSeen'],
    ['Boolean', 'Text area', 'accountEnabled', 'Bio'],
    ['Text with a meaning', 'Number', 'department', 'Level'],
    ['Text with a meaning', 'Currency', 'department', 'Salary'],
    ['Number', 'Yes/No', 'rank', 'Remote'],
    ['Text list', 'Dropdown', 'businessPhones', 'Team'],
    ['a name', 'User', 'department', 'Manager'],
    ['free-form Text', 'User', badgeAttribute, 'Manager'],
  ])('finds a data type mismatch between %s and %s', (_from, _to, source, target) => {
    expect(problemsOf(aRow(source, target))).toMatchObject([{ code: 'data-type-mismatch', row: 3 }]);
  });

  it('says how to mend a mismatch', () => {
    expect(problemsOf(aRow('manager', 'JoiningDate'))).toEqual([
      {
        code: 'data-type-mismatch',
        row: 3,
        message:
          'Data type mismatch: manager is of type User, and Joining date is a Date field. Choose an attribute that ' +
          'holds dates, such as employeeHireDate, or an extension attribute, or a Text field.',
      },
    ]);
  });

  it.each<[string, string, MappingRow, string]>([
    ['an unknown attribute', 'unknown-attribute', aRow('shoeSize', 'Phone'), '“shoeSize”'],
    ['an unknown fallback', 'unknown-attribute', aRow('mail', 'Phone', { fallbacks: ['hat'] }), 'another fallback'],
    ['an unknown field', 'unknown-field', aRow('mail', 'Shoes'), '“Shoes”'],
    ['a field mapped twice', 'field-mapped-twice', aRow('department', 'FirstName'), 'First name is mapped twice'],
    [
      'a fallback that is the source',
      'attribute-repeated',
      aRow(badgeAttribute, 'Phone', { fallbacks: [badgeAttribute] }),
      'extensionAttribute4 is tried twice',
    ],
    [
      'a repeated fallback',
      'attribute-repeated',
      aRow('mail', 'Phone', { fallbacks: ['department', 'department'] }),
      'department is tried twice',
    ],
    [
      'a fallback of a type the field cannot take',
      'data-type-mismatch',
      aRow('employeeHireDate', 'JoiningDate', { fallbacks: ['department'] }),
      'department is of type Text',
    ],
    [
      'a default that is no date',
      'default-wrong-format',
      aRow('birthday', 'JoiningDate', { default: 'June sixth' }),
      'The default “June sixth” is not a date in the format DD/MM/YYYY, such as 06/06/2019',
    ],
    [
      'a default that is too long',
      'default-wrong-format',
      aRow('department', 'Phone', { default: 'x'.repeat(1025) }),
      'is longer than 1,024 characters',
    ],
    [
      'an email address for everybody',
      'default-not-allowed',
      aRow('mail', 'PrivateEmail', { default: 'all@contoso.example' }),
      'the same Private email',
    ],
    [
      'a person for everybody',
      'default-not-allowed',
      aRow('manager', 'Manager', { default: 'Cy Chief' }),
      'one and the same Manager',
    ],
    [
      'a default that is no option',
      'default-wrong-format',
      aRow('department', 'Team', { default: 'Ops' }),
      'The default “Ops” is not an option of the field (Engineering, Sales)',
    ],
    [
      'a value that stands for no option',
      'unknown-option',
      aRow('department', 'Team', { format: { options: [{ value: 'Ops', option: 'Operations' }] } }),
      '“Operations” is not an option of Team (Engineering, Sales)',
    ],
    [
      'a value that stands for two options',
      'value-mapped-twice',
      aRow('department', 'Team', {
        format: {
          options: [
            { value: 'Ops', option: 'Sales' },
            { value: ' Ops', option: 'Engineering' },
          ],
        },
      }),
      'stands for two different options of Team',
    ],
    ['a dropdown nothing fits into', 'dropdown-without-options', aRow('department', 'Empty'), 'Add its options'],
    [
      'a word that means yes and no',
      'yes-no-ambiguous',
      aRow(badgeAttribute, 'Remote', { format: { yes: ['x', 'Y'], no: ['y'] } }),
      "“y” can't mean both yes and no in Remote",
    ],
  ])('refuses %s', (_title, code, row, message) => {
    const problems = problemsOf(row);

    expect(problems).toMatchObject([{ code, row: 3 }]);
    expect(problems[0]?.message).toContain(message);
  });

  it('asks for a row for each required field', () => {
    const result = compileMapping({ rows: startingRows.slice(1), attributes, fields });

    expect(result).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'required-field-missing',
          message: 'First name is required, and no row maps it. Add a row for First name.',
        },
      ],
    });
  });

  describe('an attribute that needs an extra permission', () => {
    const leaves = { ...attributes[0], name: 'leaves', label: 'Leaves', type: 'DateTime' as const, freeForm: false };
    const rows = [...startingRows, aRow('leaves', 'JoiningDate')];
    const compile = (permissions?: string[]) =>
      compileMapping({
        rows,
        fields,
        attributes: [...attributes, { ...leaves, permission: 'Life.Read.All' }],
        ...(permissions && { permissions }),
      });

    it('is accepted where the permission is held, or where that is not known', () => {
      expect([compile(['Life.Read.All']).ok, compile().ok]).toEqual([true, true]);
    });

    it('is refused, and not read, where it is not held', () => {
      const result = compile(['User.Read.All']);

      expect(result).toMatchObject({
        ok: false,
        problems: [
          {
            code: 'permission-missing',
            row: 3,
            message:
              'Reading leaves needs the permission Life.Read.All, which Azure AD has not granted. ' +
              'Add it to the app registration and sign in again, or remove the row.',
          },
        ],
      });
      expect(result.ok ? [] : result.trial.attributes).not.toContain('leaves');
    });
  });

  it('refuses more attributes than one read of the directory takes', () => {
    const fallbacks = Array.from({ length: 10 }, (_, index) => `hat${index}`);
    const many = Array.from({ length: 20 }, (_, row) =>
      aRow(`coat${row}`, 'Phone', { fallbacks: fallbacks.map((name) => name + String(row)) }),
    );
    const result = compileWith(...many);

    expect(result).toMatchObject({ ok: false });
    expect(problemsOf(...many)).toContainEqual({
      code: 'too-many-attributes',
      message: 'The mapping reads 224 attributes; 200 are possible. Remove fallbacks or rows.',
    });
  });

  it('reports all problems of all rows', () => {
    expect(
      problemsOf(aRow('hat', 'Shoes', { fallbacks: ['coat'] }), aRow('department', 'JoiningDate', { default: 'soon' })),
    ).toMatchObject([
      { code: 'unknown-field', row: 3 },
      { code: 'unknown-attribute', row: 3 },
      { code: 'unknown-attribute', row: 3 },
      { code: 'data-type-mismatch', row: 4 },
      { code: 'default-wrong-format', row: 4 },
    ]);
  });

  it('takes a blank default for none', () => {
    const { values } = mapped(aMapping(aRow('department', 'Phone', { default: '  ' })).mapPerson(aDirectoryUser()));

    expect(values).toMatchObject({ Phone: null });
  });
});

describe('a compiled mapping', () => {
  it('maps a person by the starting rows', () => {
    expect(aMapping().mapPerson(aDirectoryUser({ mail: 'Ana@Contoso.Example' }))).toEqual({
      is: 'mapped',
      externalId: 'ana',
      name: 'Ana Sample',
      guest: false,
      values: { FirstName: 'Ana', LastName: 'Sample', Email: 'ana@contoso.example' },
    });
  });

  it.each([
    ['the source', { department: 'Ops', employeeId: '7' }, 'Ops'],
    ['the fallback where the source is empty', { department: null, employeeId: '7' }, '7'],
    ['the fallback where the source is blank', { department: ' \t ', employeeId: '7' }, '7'],
    ['the default where all are empty', {}, 'none'],
  ])('stores %s', (_title, values, stored) => {
    const mapping = aMapping(aRow('department', 'Phone', { fallbacks: ['employeeId'], default: 'none' }));

    expect(mapped(mapping.mapPerson(aDirectoryUser(values))).values).toMatchObject({ Phone: stored });
  });

  it('stores a default as a value of the field', () => {
    const mapping = aMapping(aRow('birthday', 'JoiningDate', { default: ' 06/12/2019 ' }));

    expect(mapped(mapping.mapPerson(aDirectoryUser())).values).toMatchObject({ JoiningDate: '2019-12-06' });
  });

  it('stores nothing where an optional field has no value', () => {
    const mapping = aMapping(aRow(badgeAttribute, 'JoiningDate'));

    expect(mapped(mapping.mapPerson(aDirectoryUser())).values).toMatchObject({ JoiningDate: null });
  });

  it('reads a default as the row says its texts are written', () => {
    const mapping = aMapping(
      aRow(badgeAttribute, 'JoiningDate', { default: '12/31/2019', format: { date: 'MM/DD/YYYY' } }),
      aRow('department', 'Team', { default: 'Eng', format: { options: [{ value: 'Eng', option: 'Engineering' }] } }),
    );

    expect(mapped(mapping.mapPerson(aDirectoryUser())).values).toMatchObject({
      JoiningDate: '2019-12-31',
      Team: 'Engineering',
    });
  });

  it('stores a manager by their object id and shows their name', () => {
    const mapping = aMapping(aRow('manager', 'Manager'));
    const person = aDirectoryUser({ manager: { id: 'cy', name: 'Cy Chief' } });

    expect(mapped(mapping.mapPerson(person)).values).toMatchObject({ Manager: 'cy' });
    expect(mapping.describe(person)[3]).toEqual({ field: 'Manager', source: 'Cy Chief', stored: 'cy' });
  });

  it('says of a value that is no option what to do', () => {
    const person = aMapping(aRow('department', 'Team')).mapPerson(aDirectoryUser({ department: 'Ops' }));

    expect(person).toMatchObject({
      reasons: [
        {
          code: 'not-an-option',
          message:
            '“Ops” is not an option of the field (Engineering, Sales). Correct it in Azure AD (department), ' +
            'or say in the row which option it stands for, or add it to the field.',
        },
      ],
    });
  });

  it('bears a value of a megabyte in every field', () => {
    const endless = 'x 1,'.repeat(262_144);
    const mapping = aMapping(
      ...['Phone', 'Bio', 'PrivateEmail', 'JoiningDate', 'LastSeen', 'Level', 'Salary', 'Remote', 'Team'].map(
        (target) => aRow(target === 'PrivateEmail' || target === 'Team' ? 'department' : badgeAttribute, target),
      ),
    );
    const person = mapping.mapPerson(aDirectoryUser({ department: endless, [badgeAttribute]: endless }));

    expect(person).toMatchObject({ is: 'rejected', reasons: { length: 9 } });
    expect(JSON.stringify(person).length).toBeLessThan(6000);
  });

  it('rejects a person whose date is written in words', () => {
    const mapping = aMapping(aRow(badgeAttribute, 'JoiningDate'));

    expect(mapping.mapPerson(aDirectoryUser({ [badgeAttribute]: 'June sixth' }))).toEqual({
      is: 'rejected',
      externalId: 'ana',
      name: 'Ana Sample',
      reasons: [
        {
          code: 'wrong-format',
          field: 'JoiningDate',
          attribute: badgeAttribute,
          value: 'June sixth',
          message:
            '“June sixth” is not a date in the format DD/MM/YYYY, such as 06/06/2019. ' +
            'Correct it in Azure AD (extensionAttribute4), or map Joining date from another attribute.',
        },
      ],
    });
  });

  it('does not cover up a wrong value by a fallback or default', () => {
    const row = aRow(badgeAttribute, 'JoiningDate', { fallbacks: ['birthday'], default: '01/01/2020' });
    const person = aDirectoryUser({ [badgeAttribute]: 'June sixth', birthday: '2019-06-06' });

    expect(aMapping(row).mapPerson(person)).toMatchObject({ is: 'rejected', reasons: [{ code: 'wrong-format' }] });
  });

  it('gives all reasons of a person', () => {
    const mapping = aMapping(aRow(badgeAttribute, 'JoiningDate'));
    const person = aDirectoryUser({ givenName: '', surname: null, mail: 'ana', [badgeAttribute]: '31/02/2020' });

    expect(mapping.mapPerson(person)).toMatchObject({
      is: 'rejected',
      reasons: [
        { code: 'value-missing', field: 'FirstName', attribute: 'givenName' },
        { code: 'value-missing', field: 'LastName' },
        { code: 'wrong-format', field: 'Email', value: 'ana' },
        { code: 'wrong-format', field: 'JoiningDate', value: '31/02/2020' },
      ],
    });
  });

  it('says how to mend a missing value', () => {
    expect(aMapping().mapPerson(aDirectoryUser({ givenName: null, mail: null, userPrincipalName: '' }))).toMatchObject({
      reasons: [
        {
          message:
            'First name has no value: givenName is empty. ' +
            'Fill it in Azure AD, or add a fallback or a default for First name to the mapping.',
        },
        {
          message:
            'Email ID has no value: mail and userPrincipalName are empty. ' +
            'Fill it in Azure AD, or add a fallback for Email ID to the mapping.',
        },
      ],
    });
  });

  describe('for a guest', () => {
    const userPrincipalName = 'bo_example.org#EXT#@contoso.example';

    it('takes their mail', () => {
      const person = aMapping().mapPerson(aDirectoryUser({ mail: 'bo@example.org', userPrincipalName }));

      expect(mapped(person).values).toMatchObject({ Email: 'bo@example.org' });
    });

    it('never takes the name Azure AD made up for an address', () => {
      const person = aMapping().mapPerson(aDirectoryUser({ mail: null, userPrincipalName }, { guest: true }));

      expect(person).toMatchObject({
        is: 'rejected',
        reasons: [{ code: 'guest-without-email', field: 'Email', attribute: 'userPrincipalName' }],
      });
    });

    it('tries the attributes after the made-up name', () => {
      const rows = startingRows.map((row) => ({ ...row }));
      rows[2] = aRow('userPrincipalName', 'Email', { fallbacks: ['mail'] });
      const result = compileMapping({ rows, attributes, fields });
      const person = aDirectoryUser({ mail: 'bo@example.org', userPrincipalName });

      expect(result.ok && result.mapping.mapPerson(person)).toMatchObject({ values: { Email: 'bo@example.org' } });
    });

    it('leaves an optional address empty', () => {
      const mapping = aMapping(aRow('userPrincipalName', 'PrivateEmail'));
      const person = mapping.mapPerson(aDirectoryUser({ userPrincipalName }));

      expect(mapped(person).values).toMatchObject({ PrivateEmail: null });
    });
  });

  it('cuts a long value short in the reason', () => {
    const mapping = aMapping(aRow(badgeAttribute, 'Phone'));
    const person = mapping.mapPerson(aDirectoryUser({ [badgeAttribute]: '😀'.repeat(2000) }));

    expect(person).toMatchObject({ reasons: [{ code: 'too-long', value: `${'😀'.repeat(80)}…` }] });
  });
});

describe('the test table', () => {
  it('shows source and stored value of each row in the order of the rows', () => {
    const mapping = aMapping(aRow('employeeHireDate', 'JoiningDate'), aRow('department', 'Phone'));

    expect(
      mapping.describe(aDirectoryUser({ mail: ' Ana@X.example', employeeHireDate: '2019-06-06T00:00:00Z' })),
    ).toEqual([
      { field: 'FirstName', source: 'Ana', stored: 'Ana' },
      { field: 'LastName', source: 'Sample', stored: 'Sample' },
      { field: 'Email', source: ' Ana@X.example', stored: 'ana@x.example' },
      { field: 'JoiningDate', source: '2019-06-06T00:00:00Z', stored: '2019-06-06' },
      { field: 'Phone', source: null, stored: null },
    ]);
  });

  it('cuts an endless source value', () => {
    const [firstName] = aMapping().describe(aDirectoryUser({ givenName: 'x'.repeat(5000) }));

    expect(firstName).toMatchObject({ source: `${'x'.repeat(1024)}…`, error: { code: 'too-long' } });
  });

  it('shows the very reasons a sync rejects for', () => {
    const mapping = aMapping(aRow(badgeAttribute, 'JoiningDate'));
    const person = aDirectoryUser({ surname: null, [badgeAttribute]: 'June sixth' });
    const errors = mapping.describe(person).flatMap(({ error }) => error ?? []);

    expect(errors).toHaveLength(2);
    expect(mapping.mapPerson(person)).toMatchObject({ is: 'rejected', reasons: errors });
  });

  it('shows source values beside the problems of a mapping that does not compile', () => {
    const result = compileWith(aRow('manager', 'JoiningDate', { fallbacks: ['hat'] }));
    const trial = result.ok ? undefined : result.trial;

    expect(trial?.attributes).toEqual(['givenName', 'surname', 'mail', 'userPrincipalName', 'manager']);
    expect(trial?.describe(aDirectoryUser({ manager: 'Cy Chief' }))).toMatchObject([
      { field: 'FirstName', source: 'Ana', stored: 'Ana' },
      { field: 'LastName', stored: 'Sample' },
      { field: 'Email', stored: 'ana@contoso.example' },
      { field: 'JoiningDate', source: 'Cy Chief', stored: null, error: { code: 'data-type-mismatch' } },
    ]);
  });
});

function mapped(person: ReturnType<ReturnType<typeof aMapping>['mapPerson']>) {
  if (person.is === 'rejected') throw new Error(person.reasons.map((reason) => reason.message).join('\n'));
  return person;
}
