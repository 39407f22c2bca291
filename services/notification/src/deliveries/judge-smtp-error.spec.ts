import { judgeSmtpError } from './judge-smtp-error.js';

const anError = (properties: object) => Object.assign(new Error('550 5.1.1 <ana@example.com> unknown'), properties);

describe(judgeSmtpError.name, () => {
  it('takes a 5xx to the recipient for a refusal, and keeps its codes', () => {
    const response = '550 5.1.1 <ana@example.com>: user unknown';
    const error = anError({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response });
    expect(judgeSmtpError(error)).toEqual({
      is: 'refused',
      code: '550',
      lastError: '550 5.1.1: the mail server refused the recipient',
    });
  });

  it('takes a 5xx to the message for a refusal', () => {
    const error = anError({ code: 'EMESSAGE', command: 'DATA', responseCode: 554, response: '554 spam' });
    expect(judgeSmtpError(error)).toEqual({
      is: 'refused',
      code: '554',
      lastError: '554: the mail server refused the message',
    });
  });

  it('takes a 4xx for "later"', () => {
    const response = '451-4.3.0 busy\n451 4.3.0 try later';
    const error = anError({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451, response });
    expect(judgeSmtpError(error)).toEqual({
      is: 'deferred',
      code: '451',
      lastError: '451 4.3.0: the mail server put off the recipient',
    });
  });

  it('takes a command out of order for "later"', () => {
    expect(judgeSmtpError(anError({ code: 'EENVELOPE', command: 'DATA', responseCode: 503 })).is).toBe('deferred');
  });

  it.each([
    { code: 'ESOCKET' },
    { code: 'ECONNECTION' },
    { code: 'ETIMEDOUT' },
    { code: 'EDNS' },
    { code: 'ETLS' },
    { code: 'EABORT' },
    { code: 'EAUTH', responseCode: 535 },
    { code: 'EPROTOCOL', responseCode: 554, command: 'CONN' },
    { code: 'EENVELOPE', responseCode: 530, command: 'MAIL FROM' },
    { code: 'EENVELOPE', responseCode: 421, command: 'MAIL FROM' },
  ])('takes %j for a trouble of the server, not of the mail', (properties) => {
    expect(judgeSmtpError(anError(properties)).is).toBe('unreachable');
  });

  it('takes an address that nodemailer itself refuses for a refusal', () => {
    expect(judgeSmtpError(anError({ code: 'EENVELOPE', command: 'API' })).is).toBe('refused');
  });

  it('tries again what failed before there was a mail', () => {
    expect(judgeSmtpError(new TypeError('"name" not defined')).is).toBe('deferred');
    expect(judgeSmtpError('odd').is).toBe('deferred');
  });

  it("never repeats the server's words, which may hold an address", () => {
    const response = '550 5.1.1 ana@example.com';
    for (const command of ['RCPT TO', 'MAIL FROM', 'DATA', 'CONN']) {
      for (const code of ['EENVELOPE', 'EPROTOCOL', undefined]) {
        const { lastError } = judgeSmtpError(anError({ code, command, responseCode: 550, response }));
        expect(lastError).not.toContain('ana');
      }
    }
  });
});
