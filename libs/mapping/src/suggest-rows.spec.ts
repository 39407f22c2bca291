import type { AttributeType, FieldType, SourceAttribute } from '@rollcall/contracts';
import { aField } from './mapping.builders.js';
import { startingRows } from './starting-rows.js';
import { suggestRows } from './suggest-rows.js';

const attribute = (name: string, label: string, type: AttributeType = 'Text', freeForm = false): SourceAttribute => ({
  name,
  label,
  type,
  freeForm,
});

const attributes = [
  attribute('givenName', 'First name'),
  attribute('displayName', 'Display name'),
  attribute('jobTitle', 'Job title'),
  attribute('department', 'Department'),
  attribute('officeLocation', 'Office location'),
  attribute('employeeId', 'Employee ID', 'Text', true),
  attribute('employeeHireDate', 'Employee hire date', 'DateTime'),
  attribute('createdDateTime', 'Created', 'DateTime'),
  attribute('mobilePhone', 'Mobile phone'),
  attribute('businessPhones', 'Business phones', 'Text list'),
  attribute('manager', 'Manager', 'User'),
  attribute('accountEnabled', 'Account enabled', 'Boolean'),
  attribute('onPremisesExtensionAttributes.extensionAttribute1', 'Extension attribute 1', 'Text', true),
];

const sources = (name: string, type: FieldType) =>
  suggestRows(aField(name.replaceAll(' ', '_'), name, type), attributes).map(({ row }) => row.source);

describe(suggestRows.name, () => {
  it.each<[string, FieldType, string]>([
    ['Designation', 'Text', 'jobTitle'],
    ['Joining date', 'Date', 'employeeHireDate'],
    ['Date of Joining', 'Date', 'employeeHireDate'],
    ['Department', 'Text', 'department'],
    ['Department', 'Dropdown', 'department'],
    ['Employee ID', 'Number', 'employeeId'],
    ['Phone', 'Text', 'mobilePhone'],
    ['Manager', 'User', 'manager'],
    ['Office', 'Text', 'officeLocation'],
    ['Account enabled', 'Yes/No', 'accountEnabled'],
    ['Extension attribute 1', 'Currency', 'onPremisesExtensionAttributes.extensionAttribute1'],
  ])('proposes for %s (%s) %s', (name, type, source) => {
    expect(sources(name, type)[0]).toBe(source);
  });

  it.each<[string, FieldType]>([
    ['Shoe size', 'Number'],
    ['Mentor', 'User'],
    // By name alone it would be employeeHireDate.
    ['Joining date', 'Yes/No'],
    ['Manager', 'Text'],
  ])('proposes nothing for %s (%s), which nothing fits', (name, type) => {
    expect(sources(name, type)).toEqual([]);
  });

  it('proposes several where several fit, the likeliest first', () => {
    expect(sources('Phone', 'Text')).toEqual(['mobilePhone', 'businessPhones']);
  });

  it('says why, in words to be checked by', () => {
    expect(suggestRows(aField('Joining', 'Joining date', 'Date'), attributes)).toEqual([
      {
        row: { source: 'employeeHireDate', target: 'Joining', syncUpdates: true },
        why:
          'Employee hire date (employeeHireDate) has a like meaning and holds what a Date field takes: ' +
          'check that it is Joining date.',
      },
    ]);
  });

  it('knows the rows every mapping starts with', () => {
    expect(suggestRows(aField('Email', 'Email ID', 'Email'), attributes).map(({ row }) => row)).toEqual([
      startingRows[2],
    ]);
  });
});
