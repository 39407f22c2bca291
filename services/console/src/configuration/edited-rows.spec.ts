import type { UserField } from '../api/shapes.js';
import { editRows, freeFields, isMandatory, newRow, problemsOf, storedRows } from './edited-rows.js';

const stored = [
  { source: 'givenName', target: 'FirstName', syncUpdates: true },
  { source: 'employeeHireDate', target: 'JoiningDate', syncUpdates: false },
];

const field = (id: string): UserField => ({ id, name: id, type: 'Text', required: false, builtIn: false });

describe('rows while they are edited', () => {
  it('are saved as they were read', () => {
    expect(storedRows(editRows(stored))).toEqual(stored);
  });

  it('wait to be saved until they are complete', () => {
    expect(storedRows([newRow(), ...editRows(stored)])).toEqual(stored);
  });

  it('leave out values of a dropdown that nobody has typed in yet', () => {
    const options = [
      { value: 'Eng', option: 'Engineering' },
      { value: '', option: 'Sales' },
    ];
    const [row] = storedRows([{ ...newRow(), source: 'department', target: 'Department', format: { options } }]);
    expect(row?.format?.options).toEqual([{ value: 'Eng', option: 'Engineering' }]);
  });

  it('show the problems of their place among the saved ones', () => {
    const edited = [newRow(), ...editRows(stored)];
    const problem = { code: 'data-type-mismatch', message: 'Types do not agree.', row: 1 };
    expect(edited.map((row) => problemsOf(row, edited, [problem]))).toEqual([[], [], [problem]]);
  });

  it('may fill only fields that no other row fills', () => {
    const edited = editRows(stored);
    const [first] = edited;
    const fields = ['FirstName', 'LastName', 'JoiningDate'].map(field);
    expect(first && freeFields(fields, first, edited).map(({ id }) => id)).toEqual(['FirstName', 'LastName']);
  });

  it('are mandatory for what Kissflow can not do without', () => {
    expect(stored.map(isMandatory)).toEqual([true, false]);
  });
});
