import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkEnvironment, readEnvironment } from './environment.js';
import { RedirectUrisService } from './redirect-uris.service.js';

describe(readEnvironment.name, () => {
  it('has a value for everything', () => {
    expect(readEnvironment({})).toMatchObject({ REHEARSAL_PEOPLE: 250, REHEARSAL_GROUPS: 12, REHEARSAL_PORT: 0 });
  });

  it('reads numbers as numbers, takes an empty variable for none, and ignores what is not its own', () => {
    const sut = readEnvironment({ REHEARSAL_PEOPLE: '100000', SMTP_PORT: '', PATH: '/bin' });
    expect(sut).toMatchObject({ REHEARSAL_PEOPLE: 100_000, SMTP_PORT: 0 });
    expect(sut).not.toHaveProperty('PATH');
  });

  it('takes a secret from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
    writeFileSync(join(folder, 'secret'), 'from-file\n');
    const sut = readEnvironment({ AZURE_CLIENT_SECRET_FILE: join(folder, 'secret') });
    rmSync(folder, { recursive: true });
    expect(sut.AZURE_CLIENT_SECRET).toBe('from-file');
  });

  it.each([
    [{ REHEARSAL_PEOPLE: 'many' }, /REHEARSAL_PEOPLE/],
    [{ REHEARSAL_PORT: '70000' }, /REHEARSAL_PORT must not be greater than 65535/],
    [{ AZURE_CLIENT_ID: 'abc' }, /AZURE_CLIENT_ID must be a UUID/],
    [{ REHEARSAL_REDIRECT_URIS: 'localhost:8080' }, /must be http\(s\) addresses separated by commas/],
  ])('refuses %o by name, without the value', (variables, message) => {
    expect(() => readEnvironment(variables)).toThrow(message);
    expect(() => readEnvironment(variables)).not.toThrow('many');
  });
});

describe(RedirectUrisService.name, () => {
  const sut = new RedirectUrisService(
    checkEnvironment({ REHEARSAL_REDIRECT_URIS: 'https://rollcall.example/api,http://localhost:8080' }),
  );

  it.each([
    'https://rollcall.example/api',
    'https://rollcall.example/api/v1/session?x=1',
    'http://localhost:8080/anything',
    // https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions
    'http://localhost:9999/anything',
  ])('allows %s', (uri) => {
    expect(sut.allows(uri)).toBe(true);
  });

  it.each([
    'https://rollcall.example/apinot',
    'https://rollcall.example/',
    'https://rollcall.example:8443/api',
    'http://rollcall.example/api',
    'https://rollcall.example.evil.example/api',
    'https://rollcall.example@evil.example/api',
    'https://rollcall.example/api/../admin',
    'not an address',
  ])('does not allow %s', (uri) => {
    expect(sut.allows(uri)).toBe(false);
  });
});
