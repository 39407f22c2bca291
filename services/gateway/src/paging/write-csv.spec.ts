import { type Columns, csvHead, csvLines } from './write-csv.js';

const columns: Columns<{ name: string; note?: string }> = { Name: ({ name }) => name, Note: ({ note }) => note };

describe('a table as CSV', () => {
  it('is UTF-8 with a line of titles, and every value in quotes', () => {
    expect(csvHead(columns)).toBe('\uFEFF"Name","Note"\r\n');
    expect(csvLines(columns, [{ name: 'Zoë "Z", 张', note: 'two\nlines' }, { name: 'Bo' }])).toBe(
      '"Zoë ""Z"", 张","two\nlines"\r\n"Bo",""\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1+1', '＠x', '\0=1'])(
    'holds no formula where a name is %j',
    (name) => {
      expect(csvLines(columns, [{ name }])).toMatch(/^"'/);
    },
  );

  it.each(['Bo-Anne', 'a=b', '1+1', '', ' Bo'])('leaves %j as it is', (name) => {
    expect(csvLines(columns, [{ name }])).toBe(`"${name}",""\r\n`);
  });
});
