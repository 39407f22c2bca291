import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseEnvironment, EnvironmentError, loadEnvironment } from './environment.js';

const settings = {
  HTTP_PORT: '0',
  NATS_URL: 'nats://127.0.0.1:4222',
  MONGO_URL: 'mongodb://ana:secret@127.0.0.1:27017,127.0.0.1:27018/?replicaSet=rs0',
};

const load = (more: Record<string, string | undefined> = {}) =>
  loadEnvironment(DatabaseEnvironment, { ...settings, ...more });

describe(loadEnvironment.name, () => {
  let folder: string;

  const fileWith = (text: string) => {
    const path = join(folder, 'setting');
    writeFileSync(path, text);
    return path;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-environment-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads settings by their types, with defaults, for nobody to change', () => {
    const sut = load();

    expect(sut).toEqual({ ...settings, HTTP_PORT: 0, LOG_LEVEL: 'info', DATABASE_PREFIX: 'rollcall' });
    expect(Object.isFrozen(sut)).toBe(true);
  });

  it.each([
    ['NATS_URL', 'nats://sync:secret@a:4222,nats://b:4222'],
    ['NATS_URL', 'tls://nats.rollcall.example'],
    ['MONGO_URL', 'mongodb+srv://ana:secret@cluster.example/?authSource=admin'],
    ['MONGO_URL', 'mongodb://[::1]:27017'],
  ])('takes as %s %s', (name, value) => {
    expect(load({ [name]: value })).toMatchObject({ [name]: value });
  });

  it('keeps nothing of what the class does not declare, and reads no file of it', () => {
    const sut = load({ SOMEBODYS_SECRET: 'x', SSL_CERT_FILE: join(folder, 'not there') });

    expect(Object.keys(sut)).not.toContain('SOMEBODYS_SECRET');
  });

  it.each([undefined, ''])('says of a setting that is %j that it is missing', (value) => {
    expect(() => load({ MONGO_URL: value })).toThrow('the environment is not complete: MONGO_URL is missing');
  });

  it('takes the default of a setting that is empty', () => {
    expect(load({ LOG_LEVEL: '' }).LOG_LEVEL).toBe('info');
  });

  it('names everything that is wrong at once', () => {
    const wrong = () => load({ HTTP_PORT: '70000', NATS_URL: undefined, LOG_LEVEL: 'loud' });

    expect(wrong).toThrow(EnvironmentError);
    expect(wrong).toThrow(/HTTP_PORT must not be greater than 65535.*NATS_URL is missing.*LOG_LEVEL must be one of/);
  });

  it.each([
    ['HTTP_PORT', 'eighty'],
    ['NATS_URL', 'http://ana:s3cret@nats'],
    ['MONGO_URL', 'ana:s3cret@mongo'],
    ['LOG_LEVEL', 's3cret'],
  ])('refuses %s when it is %s, and does not repeat it', (name, value) => {
    expect(() => load({ [name]: value })).toThrow(name);
    expect(() => load({ [name]: value })).not.toThrow(value);
  });

  it('reads a setting from the file that its _FILE names, without the end of its last line', () => {
    const sut = load({ MONGO_URL: undefined, MONGO_URL_FILE: fileWith(`${settings.MONGO_URL}\n`) });

    expect(sut.MONGO_URL).toBe(settings.MONGO_URL);
  });

  it.each(['', 'mongodb://elsewhere'])('prefers the file where the variable is %j', (value) => {
    expect(load({ MONGO_URL: value, MONGO_URL_FILE: fileWith(settings.MONGO_URL) }).MONGO_URL).toBe(settings.MONGO_URL);
  });

  it('says of a setting whose file is empty that it is missing', () => {
    expect(() => load({ MONGO_URL: undefined, MONGO_URL_FILE: fileWith('\n') })).toThrow('MONGO_URL is missing');
  });

  it('says which setting names a file that is not there, and does not repeat its path', () => {
    const path = join(folder, 'not there');

    expect(() => load({ MONGO_URL_FILE: path })).toThrow("the file that MONGO_URL_FILE names can't be read");
    expect(() => load({ MONGO_URL_FILE: path })).not.toThrow(path);
  });
});
