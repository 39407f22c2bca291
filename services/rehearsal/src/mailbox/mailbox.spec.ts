import { createTransport } from 'nodemailer';
import { textWith } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';
import type { Mail } from './mailbox.service.js';

describe('the mail server', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 10 });

  const send = (more: Record<string, unknown> = {}) =>
    createTransport({ host: '127.0.0.1', port: rehearsal.smtpPort, ignoreTLS: true }).sendMail({
      from: 'Rollcall <rollcall@kissflow.example>',
      to: 'ana@contoso.com',
      subject: 'Grüße & <b>news</b>',
      text: 'Hello Ana',
      ...more,
    });
  const messages = async (query: Record<string, string> = {}) =>
    (await (await fetch(rehearsal.visitor.url('/mailbox/messages', query))).json()) as Mail[];
  const open = async (path: string) => (await fetch(rehearsal.visitor.url(path, {}))).text();

  it('keeps what it receives, newest first', async () => {
    await send();
    await send({ to: ['ana@contoso.com', 'Olaf@contoso.com'], subject: 'Second', html: '<p>Hello</p>' });
    expect(await messages()).toMatchObject([
      { subject: 'Second', to: ['ana@contoso.com', 'Olaf@contoso.com'], html: textWith('<p>Hello</p>') },
      {
        subject: 'Grüße & <b>news</b>',
        from: textWith('rollcall@kissflow.example'),
        text: 'Hello Ana\n',
      },
    ]);
  });

  it('finds mails by recipient and by time', async () => {
    await send();
    await send({ to: 'olaf@contoso.com' });
    expect(await messages({ to: 'OLAF@contoso.com' })).toHaveLength(1);
    expect(await messages({ since: '2020-01-01T00:00:00Z' })).toHaveLength(2);
    expect(await messages({ since: '2999-01-01T00:00:00Z' })).toHaveLength(0);
    expect((await fetch(rehearsal.visitor.url('/mailbox/messages', { since: 'yesterday' }))).status).toBe(400);
  });

  it('shows mails on a page, with everything in them escaped', async () => {
    expect(await open('/mailbox')).toContain('No mail has arrived yet');
    await send({ html: '<script>alert("x")</script><p>Hi</p>' });
    const [mail] = await messages();
    const list = await open('/mailbox');
    expect(list).toContain('Grüße &amp; &lt;b&gt;news&lt;/b&gt;');
    expect(list).not.toContain('<b>news');
    const page = await open(`/mailbox/${mail?.id}`);
    expect(page).toContain('srcdoc="&lt;script&gt;');
    expect(page).not.toContain('<script>alert');
    expect((await fetch(rehearsal.visitor.url('/mailbox/999', {}))).status).toBe(404);
  });

  it('forgets all mails when told to', async () => {
    await send();
    await fetch(rehearsal.visitor.url('/mailbox/messages', {}), { method: 'DELETE' });
    expect(await messages()).toEqual([]);
  });

  it.each([550, 451])('refuses recipients with %i as often as it is told', async (code) => {
    await rehearsal.visitor.control('POST', '/mailbox/refusals', { code, times: 1, to: 'ana@contoso.com' });
    await send({ to: 'olaf@contoso.com' });
    await expect(send()).rejects.toMatchObject({ responseCode: code });
    await send();
    expect(await messages()).toHaveLength(2);
  });

  it('holds the acceptance of a mail, and has no mail until it lets go', async () => {
    const { visitor } = rehearsal;
    const hold = await visitor.control('POST', '/holds', { match: 'SMTP ana@contoso.com' });
    const sent = send();
    const path = `/holds/${String(hold.body['id'])}`;
    while ((await visitor.control('GET', path)).body['state'] !== 'reached');
    expect(await messages()).toEqual([]);
    await visitor.control('POST', `${path}/release`);
    await sent;
    expect(await messages()).toHaveLength(1);
  });
});
