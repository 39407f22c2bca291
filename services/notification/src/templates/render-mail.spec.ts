import { HtmlValidate } from 'html-validate';
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
    connection: false,
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

/** By the HTML standard and for screen readers. The one liberty: mail programs know no other way to space out a table. */
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: { 'no-deprecated-attr': 'off' },
});

async function faultsOf(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`));
}

describe(renderMail.name, () => {
  it.each(Object.entries(examples))('renders the %s mail as it was looked at and found good', (_name, mail) => {
    const { subject, html, text } = renderMail(mail, 'Ana Sample');
    expect({ subject, text }).toMatchSnapshot();
    expect(html).toMatchSnapshot();
  });

  it.each(Object.entries(examples))('makes valid HTML of the %s mail', async (_name, mail) => {
    const { html } = renderMail(mail, 'Ana & <b>Sample</b>');
    expect(await faultsOf(html)).toEqual([]);
    expect(html).toContain('<meta charset="utf-8">');
    expect(html.match(/<h1/g)).toHaveLength(1);
    // Nothing to fetch, and nothing that runs.
    expect(html).not.toMatch(/<(img|script|link|iframe)|\son\w+=|url\(/);
  });

  it('knows invalid HTML when it sees it', async () => {
    const { html } = renderMail(aNotice(), 'Ana');
    for (const wrong of ['</h2>', '<p><div></div></p>', '<p>Fish & chips <</p>', '<title>Another</title>']) {
      expect(await faultsOf(html.replace('<hr', `${wrong}<hr`))).not.toEqual([]);
    }
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
