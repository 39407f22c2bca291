import type { FieldType, UserField } from '@rollcall/contracts';

const builtIn = (id: string, name: string, type: FieldType, required = false): UserField => ({
  id,
  name,
  type,
  required,
  builtIn: true,
});

/** The user fields that every Kissflow account has and a sync can fill. Directory sync makes the last name mandatory. */
export const builtInFields: UserField[] = [
  builtIn('FirstName', 'First name', 'Text', true),
  builtIn('LastName', 'Last name', 'Text', true),
  builtIn('Email', 'Email ID', 'Email', true),
  builtIn('NickName', 'Nickname', 'Text'),
  builtIn('Designation', 'Designation', 'Text'),
  builtIn('Phone', 'Phone', 'Text'),
  builtIn('AboutMe', 'About me', 'Text area'),
  builtIn('Manager', 'Manager', 'User'),
];
