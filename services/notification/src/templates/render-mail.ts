import Handlebars from 'handlebars';
import { formatMoment } from './format-moment.js';
import { invitation } from './invitation.js';
import { layout } from './layout.js';
import { syncNotice } from './sync-notice.js';

/** What each template is filled with. Dates are ISO; links are whole. */
export type Mail =
  { template: 'sync-notice'; data: SyncNotice } | { template: 'invitation'; data: { expiresAt: string; link: string } };

/** One digest: what needs somebody, what is over, and what the run did. */
export interface SyncNotice {
  title: string;
  /** What a mailbox shows beside the subject. */
  preheader: string;
  failed: boolean;
  /** It is about a run that starts much later than it was due. */
  late: boolean;
  reminder: boolean;
  /** It came up by itself, between two syncs. */
  connection: boolean;
  at: string;
  /** `lasts`: found before, at `since`. `link` is where `action` is taken; both empty where that is the mail's own link. */
  things: { title: string; message: string; since: string; lasts: boolean; action: string; link: string }[];
  /** How many things are not in this mail. */
  more: number;
  over: string[];
  counts: { label: string; count: number }[];
  /** What else the reader should know; may be empty. */
  aside: string;
  link: string;
  /** Where such mails are turned off; empty where they can't be. */
  unsubscribe: string;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  unsubscribe?: string;
}

const handlebars = Handlebars.create();
handlebars.registerPartial('layout', layout);

handlebars.registerHelper('moment', (date: string) => formatMoment(date));

const templates = { 'sync-notice': compile(syncNotice), invitation: compile(invitation) };

/** What the mail is headed, for lists of mails. */
export const subjectOf = ({ template, data }: Mail): string => templates[template].subject(data);

/** The mail as it is sent to a person of this name. */
export function renderMail({ template, data }: Mail, name: string): RenderedMail {
  const { subject, preheader, lead, html, text, ...words } = templates[template];
  const given = { ...words, ...data, name: onOneLine(name) };
  const title = subject(given);
  const values = { ...given, title, preheader: preheader(given), lead: lead(given) };
  const unsubscribe = template === 'sync-notice' ? data.unsubscribe : '';
  return { subject: title, html: html(values), text: text(values), ...(unsubscribe && { unsubscribe }) };
}

/** A name holds a line of its own neither apart nor backwards: no line breaks, no marks that turn the writing around. */
export function onOneLine(name: string): string {
  return name.replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

function compile({ subject, preheader, lead, html, text, ...words }: typeof invitation) {
  // Text is not HTML, where escaping would show. What both parts say is escaped when it comes into the HTML.
  const plain = (source: string) => handlebars.compile(source, { strict: true, noEscape: true });
  return {
    ...words,
    subject: plain(subject),
    preheader: plain(preheader),
    lead: plain(lead),
    text: plain(text),
    html: handlebars.compile(html, { strict: true }),
  };
}
