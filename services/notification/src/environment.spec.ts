import { loadEnvironment } from '@rollcall/bootstrap/environment';
import { Environment } from './environment.js';

const settings = {
  HTTP_PORT: '0',
  NATS_URL: 'nats://127.0.0.1:4222',
  MONGO_URL: 'mongodb://127.0.0.1:27017/?replicaSet=rs0',
  SMTP_URL: 'smtp://user:pass@127.0.0.1:1025',
  MAIL_FROM: 'Rollcall <rollcall@rollcall.example>',
  PUBLIC_URL: 'http://localhost:3000/',
};

describe(Environment.name, () => {
  it('reads settings and takes the slash off the address that paths are added to', () => {
    expect(loadEnvironment(Environment, settings)).toMatchObject({
      PUBLIC_URL: 'http://localhost:3000',
      SMTP_CONNECTIONS: 5,
      SEND_INTERVAL_MS: 1_000,
      KEEP_NOTICES_DAYS: 90,
    });
  });

  it.each(['SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL'])('says that %s is missing', (name) => {
    expect(() => loadEnvironment(Environment, { ...settings, [name]: undefined })).toThrow(`${name} is missing`);
  });

  it.each([
    ['SMTP_URL', 'http://mail.example'],
    ['MAIL_FROM', 'nobody'],
    ['PUBLIC_URL', 'rollcall'],
    ['SMTP_CONNECTIONS', '0'],
    ['SMTP_RATE_PER_MINUTE', '0'],
    ['SEND_INTERVAL_MS', 'often'],
    ['KEEP_NOTICES_DAYS', '0'],
  ])('refuses %s when it is %s, and does not repeat it', (name, value) => {
    const load = () => loadEnvironment(Environment, { ...settings, [name]: value });
    expect(load).toThrow(name);
    expect(load).not.toThrow(value);
  });
});
