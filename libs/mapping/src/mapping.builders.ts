import type {
  AttributeType,
  AttributeValue,
  DirectoryUser,
  FieldType,
  MappingRow,
  SourceAttribute,
  UserField,
} from '@rollcall/contracts';
import { type CompiledMapping, compileMapping, type CompileResult } from './compile-mapping.js';
import { startingRows } from './starting-rows.js';

export const badgeAttribute = 'onPremisesExtensionAttributes.extensionAttribute4';

export const attributes: SourceAttribute[] = [
  anAttribute('givenName', 'Text'),
  anAttribute('surname', 'Text'),
  anAttribute('mail', 'Text'),
  anAttribute('userPrincipalName', 'Text'),
  anAttribute('department', 'Text'),
  anAttribute('manager', 'User'),
  anAttribute('businessPhones', 'Text list'),
  anAttribute('accountEnabled', 'Boolean'),
  anAttribute('rank', 'Number'),
  anAttribute('employeeHireDate', 'DateTime'),
  anAttribute('birthday', 'Date'),
  anAttribute('employeeId', 'Text', true),
  anAttribute(badgeAttribute, 'Text', true),
];

export const fields: UserField[] = [
  { ...aField('FirstName', 'First name', 'Text'), required: true },
  { ...aField('LastName', 'Last name', 'Text'), required: true },
  { ...aField('Email', 'Email ID', 'Email'), required: true },
  aField('Phone', 'Phone', 'Text'),
  aField('Manager', 'Manager', 'User'),
  aField('PrivateEmail', 'Private email', 'Email'),
  aField('JoiningDate', 'Joining date', 'Date'),
  aField('LastSeen', 'Last seen', 'Date & time'),
  aField('Bio', 'Biography', 'Text area'),
  aField('Level', 'Level', 'Number'),
  aField('Salary', 'Salary', 'Currency'),
  aField('Remote', 'Remote', 'Yes/No'),
  { ...aField('Team', 'Team', 'Dropdown'), options: ['Engineering', 'Sales'] },
  aField('Empty', 'Empty', 'Dropdown'),
];

export function aField(id: string, name: string, type: FieldType): UserField {
  return { id, name, type, required: false, builtIn: false };
}

function anAttribute(name: string, type: AttributeType, freeForm = false): SourceAttribute {
  return { name, label: name, type, freeForm };
}

export function aRow(source: string, target: string, more: Partial<MappingRow> = {}): MappingRow {
  return { source, target, syncUpdates: true, ...more };
}

export function aDirectoryUser(
  values: Record<string, AttributeValue> = {},
  more: Partial<DirectoryUser> = {},
): DirectoryUser {
  return {
    externalId: 'ana',
    displayName: 'Ana Sample',
    enabled: true,
    guest: false,
    attributes: {
      givenName: 'Ana',
      surname: 'Sample',
      mail: 'ana@contoso.example',
      userPrincipalName: 'ana@contoso.example',
      ...values,
    },
    ...more,
  };
}

/** The starting rows and these. */
export function compileWith(...rows: MappingRow[]): CompileResult {
  return compileMapping({ rows: [...startingRows, ...rows], attributes, fields });
}

export function aMapping(...rows: MappingRow[]): CompiledMapping {
  const result = compileWith(...rows);
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join('\n'));
  return result.mapping;
}
