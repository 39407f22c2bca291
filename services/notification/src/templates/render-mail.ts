import Handlebars from 'handlebars';
import { invitation } from './invitation.js';
import { layout } from './layout.js';
import { removalsHeld } from './removals-held.js';
import { syncFailed } from './sync-failed.js';

/** What each template is filled with. Dates are ISO; links are whole. */
export type Mail =
  | { template: 'sync-failed' | 'removals-held'; data: { title: string; message: string; at: string; link: string } }
  | { template: 'invitation'; data: { expiresAt: string; link: string } };

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

const handlebars = Handlebars.create();
handlebars.registerPartial('layout', layout);

const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
handlebars.registerHelper('moment', (date: string) => `${moments.format(new Date(date))} UTC`);

const templates = {
  'sync-failed': compile(syncFailed),
  'removals-held': compile(removalsHeld),
  invitation: compile(invitation),
};

/** The mail as it is sent to a person of this name. */
export function renderMail({ template, data }: Mail, name: string): RenderedMail {
  const { subject, html, text, ...words } = templates[template];
  const values = { ...words, ...data, name: onOneLine(name) };
  const title = subject(values);
  return { subject: title, html: html({ ...values, title }), text: text(values) };
}

/** A name holds a line of its own neither apart nor backwards: no line breaks, no marks that turn the writing around. */
export function onOneLine(name: string): string {
  return name.replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

function compile({ subject, html, text, ...words }: typeof invitation) {
  return {
    ...words,
    // Not HTML, where escaping would show.
    subject: handlebars.compile(subject, { strict: true, noEscape: true }),
    text: handlebars.compile(text, { strict: true, noEscape: true }),
    html: handlebars.compile(html, { strict: true }),
  };
}
