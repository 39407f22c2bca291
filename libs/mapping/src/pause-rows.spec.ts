import { aRow, attributes, fields } from './mapping.builders.js';
import { pauseRows } from './pause-rows.js';
import { startingRows } from './starting-rows.js';

const rows = [...startingRows, aRow('department', 'Phone'), aRow('employeeHireDate', 'JoiningDate')];

describe(pauseRows.name, () => {
  it('keeps every row of a mapping that works', () => {
    expect(pauseRows({ rows, attributes, fields })).toEqual({ rows, paused: [] });
  });

  it('pauses the row whose attribute is gone, and says why', () => {
    const left = attributes.filter(({ name }) => name !== 'department');

    expect(pauseRows({ rows, attributes: left, fields })).toEqual({
      rows: rows.filter(({ source }) => source !== 'department'),
      paused: [{ code: 'unknown-attribute', row: 3, message: expect.stringContaining('“department”') as string }],
    });
  });

  it('pauses the row whose permission was withdrawn', () => {
    const guarded = attributes.map((attribute) =>
      attribute.name === 'employeeHireDate' ? { ...attribute, permission: 'Life.Read.All' } : attribute,
    );
    const result = pauseRows({ rows, attributes: guarded, fields, permissions: ['User.Read.All'] });

    expect(result.rows).toHaveLength(4);
    expect(result.paused).toMatchObject([{ code: 'permission-missing', row: 4 }]);
  });

  it('pauses no row that fills a required field', () => {
    const left = attributes.filter(({ name }) => name !== 'surname' && name !== 'department');
    const result = pauseRows({ rows, attributes: left, fields });

    expect(result.rows.map(({ target }) => target)).toEqual(['FirstName', 'LastName', 'Email', 'JoiningDate']);
    expect(result.paused).toMatchObject([{ row: 3 }]);
  });

  it('pauses none of the rows that every mapping starts with, should even their fields be gone', () => {
    expect(pauseRows({ rows: [...startingRows], attributes, fields: [] }).rows).toEqual(startingRows);
  });
});
