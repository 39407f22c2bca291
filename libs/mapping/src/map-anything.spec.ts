import type {
  AttributeValue,
  DropdownValue,
  FieldType,
  MappingRow,
  SourceAttribute,
  UserField,
} from '@rollcall/contracts';
import { dateFormats, fieldTypes, numberFormats } from '@rollcall/contracts';
import fc from 'fast-check';
import { compileMapping } from './compile-mapping.js';
import { mapPage } from './map-page.js';
import { aDirectoryUser, attributes } from './mapping.builders.js';

const options = ['Engineering', 'Sales', 'Zoë’s team'];

/** Values that pass, values that nearly do, and anything at all. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '06/06/2019',
    '2019-12-31',
    '31.12.2019 14:30',
    '1,234.5',
    '7 EUR',
    'yes',
    'nein',
    ' Sales',
    'a@b.example',
  ),
  fc.constantFrom('June sixth', 'bo_example.org#EXT#@contoso.example', 'x'.repeat(5000), ' \t\n'),
);

const valueOf: Record<SourceAttribute['type'], fc.Arbitrary<AttributeValue>> = {
  Text: text,
  'Text list': fc.array(text, { maxLength: 3 }),
  Number: fc.oneof(fc.integer(), fc.double()),
  Boolean: fc.boolean(),
  Date: fc.oneof(text, fc.constant('2019-06-06')),
  DateTime: fc.oneof(
    text,
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  ),
  User: fc.record({ id: fc.uuid(), name: text }),
};

const people = fc.record(
  Object.fromEntries(attributes.map(({ name, type }) => [name, fc.option(valueOf[type], { freq: 3 })] as const)),
);

const format = fc.record(
  {
    date: fc.constantFrom(...dateFormats),
    number: fc.constantFrom(...numberFormats),
    yes: fc.constant<string[]>(['ja']),
    no: fc.constant<string[]>(['nein']),
    options: fc.constant<DropdownValue[]>([{ value: 'Eng', option: 'Engineering' }]),
  },
  { requiredKeys: [] },
);

const names = attributes.map(({ name }) => name);
const rowParts = fc.record(
  {
    source: fc.constantFrom(...names),
    fallbacks: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }),
    syncUpdates: fc.boolean(),
    default: text.filter((preset) => preset.length <= 1024),
    format,
  },
  { requiredKeys: ['source', 'syncUpdates'] },
);

/** A mapping with one row per field, of any types: some compile, some don't. */
const mappings = fc
  .array(fc.tuple(fc.constantFrom(...fieldTypes), fc.boolean(), rowParts), { minLength: 1, maxLength: 6 })
  .map((parts) => ({
    fields: parts.map(([type, required], index) => fieldOf(type, required, index)),
    rows: parts.map(([, , parts], index): MappingRow => ({ ...parts, target: `Field${index}` })),
  }));

function fieldOf(type: FieldType, required: boolean, index: number): UserField {
  const id = `Field${index}`;
  return { id, name: id, type, required, builtIn: false, ...(type === 'Dropdown' && { options }) };
}

/** What each type of field may hold, said without the code under test. */
const shapes: Record<FieldType, (stored: string) => boolean> = {
  Text: (stored) => stored.length <= 1024 && !/[\p{Cc}\p{Cs}]/u.test(stored),
  'Text area': (stored) => stored.length <= 4096 && !/[^\P{Cc}\n]|\p{Cs}/u.test(stored),
  Email: (stored) => stored === stored.toLowerCase() && stored.split('@').length === 2,
  Number: (stored) => /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/.test(stored) && Number.isFinite(Number(stored)),
  Currency: (stored) => /^-?\d+(\.\d+)?( [A-Z]{3})?$/.test(stored),
  Date: (stored) => new Date(`${stored}T00:00:00Z`).toISOString().startsWith(stored),
  'Date & time': (stored) => new Date(stored).toISOString().replace('.000Z', '+00:00') === stored,
  'Yes/No': (stored) => stored === 'true' || stored === 'false',
  Dropdown: (stored) => options.includes(stored),
  User: (stored) => /^[0-9a-f-]{36}$/.test(stored),
};

describe('whatever the mapping and the person', () => {
  it('the test shows what the sync stores', () => {
    fc.assert(
      fc.property(mappings, people, ({ rows, fields }, values) => {
        const result = compileMapping({ rows, attributes, fields });
        fc.pre(result.ok);
        const user = aDirectoryUser(values);
        const shown = result.mapping.describe(user);
        const [stored] = mapPage(result.mapping, [user], { includeGuests: true });
        const errors = shown.flatMap(({ error }) => error ?? []);

        if (stored?.is === 'mapped') {
          expect(errors).toEqual([]);
          expect(stored.values).toEqual(Object.fromEntries(shown.map((value) => [value.field, value.stored])));
        } else expect(stored).toMatchObject({ is: 'rejected', reasons: errors });
      }),
      { numRuns: 200 },
    );
  });

  it('only values of the type of the field are stored, and required ones always', () => {
    fc.assert(
      fc.property(mappings, people, ({ rows, fields }, values) => {
        const result = compileMapping({ rows, attributes, fields });
        fc.pre(result.ok);
        const person = result.mapping.mapPerson(aDirectoryUser(values));
        fc.pre(person.is === 'mapped');
        for (const { id, type, required } of fields) {
          const stored = person.values[id] ?? null;
          expect(stored === null ? !required : shapes[type](stored)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a stored text is the same when it is stored again', () => {
    fc.assert(
      fc.property(fc.constantFrom<FieldType>('Text', 'Text area', 'Email'), text, (type, value) => {
        const rows = [{ source: 'department', target: 'Field0', syncUpdates: true }];
        const result = compileMapping({ rows, attributes, fields: [fieldOf(type, false, 0)] });
        const store = (department: string) => {
          const person = result.ok ? result.mapping.mapPerson(aDirectoryUser({ department })) : undefined;
          return person?.is === 'mapped' ? (person.values.Field0 ?? '') : '';
        };

        expect(store(store(value))).toBe(store(value));
      }),
      { numRuns: 200 },
    );
  });
});
