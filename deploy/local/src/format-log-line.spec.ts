import { formatLogLine } from './format-log-line.js';

describe(formatLogLine.name, () => {
  it.each([
    ['{"level":30,"context":"RunsService","msg":"claimed"}', 30, 'INFO  [RunsService] claimed'],
    ['{"level":50,"msg":"failed","err":{"message":"no answer"}}', 50, 'ERROR failed: no answer'],
    ['plain words of a dying process', 50, 'plain words of a dying process'],
    ['"json, but no log entry"', 50, '"json, but no log entry"'],
  ])('%s', (line, level, text) => {
    expect(formatLogLine(line)).toEqual({ level, text });
  });
});
