import { examples } from './examples.js';
import { type Mail, renderMail, type SyncNotice } from './render-mail.js';

const aNotice = (more: Partial<SyncNotice> = {}): Mail => ({
  template: 'sync-notice',
  data: {
    title: 'The scheduled sync failed',
    preheader: 'Consent was withdrawn.',
    failed: true,
    late: false,
    reminder: false,
    at: '2026-11-24T06:21:00.000Z',
    things: [
      {
        title: 'The sync has lost Azure AD',
        message: 'Consent was withdrawn. Sign in again.',
        since: '2026-11-17T06:21:00.000Z',
        lasts: true,
        action: '',
        link: '',
      },
    ],
    more: 0,
    over: [],
    counts: [],
    aside: '',
    link: 'https://rollcall.example/sync-runs/7',
    unsubscribe: '',
    ...more,
  },
});

const anInvitation: Mail = {
  template: 'invitation',
  data: { expiresAt: '2026-12-01T06:21:00.000Z', link: 'https://rollcall.example/invitations/t0ken' },
};

/** Elements that are opened and never closed, closed and never opened, or closed in another order. */
function misnested(html: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (slash) {
      if (open.pop() !== name) wrong.push(name);
    } else if (!['br', 'hr', 'meta', 'img'].includes(name)) open.push(name);
  }
  return [...wrong, ...open];
}

describe(renderMail.name, () => {
  it.each(Object.entries(examples))('renders the %s mail as it was looked at and found good', (_name, mail) => {
    const { subject, html, text } = renderMail(mail, 'Ana Sample');
    expect({ subject, text }).toMatchSnapshot();
    expect(html).toMatchSnapshot();
  });

  it.each(Object.entries(examples))('makes well-formed HTML of the %s mail', (_name, mail) => {
    const { html } = renderMail(mail, 'Ana Sample');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    expect(html).toContain('<meta charset="utf-8">');
    expect(misnested(html)).toEqual([]);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/<title>/g)).toHaveLength(1);
    expect(html.replaceAll(/&(#x?[0-9a-f]+|[a-z]+);/gi, '')).not.toContain('&');
    // Nothing to fetch, and nothing that runs.
    expect(html).not.toMatch(/<(img|script|link|iframe)|\son\w+=|url\(/);
  });

  it('says what happened, since when, and where to go, in both parts', () => {
    const { subject, html, text } = renderMail(aNotice(), 'Ana Sample');
    expect(subject).toBe('The scheduled sync failed');
    for (const part of [html, text]) {
      expect(part).toContain('Ana Sample');
      expect(part).toContain('24 November 2026 at 06:21 UTC');
      expect(part).toContain('Since 17 November 2026 at 06:21 UTC');
      expect(part).toContain('Consent was withdrawn. Sign in again.');
      expect(part).toContain('https://rollcall.example/sync-runs/7');
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
    const thing = { title: script, message: script, since: '2026-11-24', lasts: false, action: script, link: script };
    const texts = { title: script, preheader: script, link: script, over: [script], aside: script };
    const mail = aNotice({ ...texts, things: [thing], counts: [{ label: script, count: 1 }] });
    const { html, text, subject } = renderMail(mail, script);
    expect(html).not.toContain('<script');
    expect(html.match(/&lt;script&gt;/g)).toHaveLength(13);
    expect(text.match(/<script>/g)).toHaveLength(9);
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
    const { link: _, ...data } = aNotice().data as SyncNotice;
    expect(() => renderMail({ template: 'sync-notice', data } as unknown as Mail, 'Ana')).toThrow('not defined');
    expect(() => renderMail({ template: 'invitation', data: { expiresAt: '2026-12-01' } } as Mail, 'Ana')).toThrow(
      'not defined',
    );
  });
});
