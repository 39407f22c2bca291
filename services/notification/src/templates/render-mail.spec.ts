import { type Mail, renderMail } from './render-mail.js';

const aFailure = (data: Partial<Exclude<Mail, { template: 'invitation' }>['data']> = {}): Mail => ({
  template: 'sync-failed',
  data: {
    title: 'The scheduled sync failed',
    message: 'Consent was withdrawn. Sign in again.',
    at: '2026-11-24T06:21:00.000Z',
    link: 'https://rollcall.example/sync-runs/7',
    ...data,
  },
});

const anInvitation: Mail = {
  template: 'invitation',
  data: { expiresAt: '2026-12-01T06:21:00.000Z', link: 'https://rollcall.example/invitations/t0ken' },
};

describe(renderMail.name, () => {
  it('says what happened, when, and where to go, in both parts', () => {
    const { subject, html, text } = renderMail(aFailure(), 'Ana Sample');
    expect(subject).toBe('The scheduled sync failed');
    for (const part of [html, text]) {
      expect(part).toContain('Ana Sample');
      expect(part).toContain('24 November 2026 at 06:21 UTC');
      expect(part).toContain('Consent was withdrawn. Sign in again.');
      expect(part).toContain('https://rollcall.example/sync-runs/7');
    }
  });

  it('asks for a decision about removals that are held', () => {
    const link = 'https://rollcall.example/sync-runs/7';
    const data = { title: 'Removals wait', message: '200 people.', at: '2026-11-24T06:21:00.000Z', link };
    const { subject, html, text } = renderMail({ template: 'removals-held', data }, 'Ana Sample');
    expect(subject).toBe('Removals wait');
    for (const part of [html, text]) {
      expect(part).toContain('removed nobody');
      expect(part).toContain('200 people.');
      expect(part).toContain(link);
    }
  });

  it('invites with the link and says until when it works', () => {
    const { subject, html, text } = renderMail(anInvitation, 'Bo');
    expect(subject).toBe('You are invited to Kissflow');
    expect(html).toContain('href="https://rollcall.example/invitations/t0ken"');
    expect(text).toContain('Accept the invitation: https://rollcall.example/invitations/t0ken');
    for (const part of [html, text]) expect(part).toContain('until 1 December 2026 at 06:21 UTC');
  });

  it('escapes every value in HTML and none in text', () => {
    const script = '"><script>alert(1)</script>';
    const mail = aFailure({ title: script, message: script, link: script });
    const { html, text, subject } = renderMail(mail, script);
    expect(html).not.toContain('<script');
    expect(html.match(/&lt;script&gt;/g)).toHaveLength(6);
    expect(text).toContain(script);
    expect(subject).toBe(script);
  });

  it('keeps a name that runs from right to left, or turns the writing around, from moving the words beside it', () => {
    const { html, text } = renderMail(anInvitation, 'נועה\u202e כהן');
    expect(html).toContain('Hello <bdi>נועה כהן</bdi>,');
    expect(text).toContain('Hello \u2068נועה כהן\u2069,');
  });

  it('keeps a name with line breaks on its line', () => {
    const { text } = renderMail(anInvitation, 'Ana\r\n\r\nPay here: https://evil.example');
    expect(text.split('\n')[0]).toBe('Hello \u2068Ana Pay here: https://evil.example\u2069,');
  });

  it('keeps the joiners that Indic and emoji writing need', () => {
    expect(renderMail(anInvitation, 'क्‍ष').text).toContain('क्‍ष');
  });

  it('refuses to send a mail with a gap in it', () => {
    expect(() =>
      renderMail({ template: 'sync-failed', data: { title: 'x', at: '2026-11-24', link: 'x' } } as Mail, 'Ana'),
    ).toThrow('not defined');
  });
});
