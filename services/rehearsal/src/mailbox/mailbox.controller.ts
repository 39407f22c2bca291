import { Controller, Delete, Get, Header, HttpCode, NotFoundException, Param, Query } from '@nestjs/common';
import { IsISO8601, IsOptional, IsString } from 'class-validator';
import { html, page } from '../html.js';
import { MailboxService } from './mailbox.service.js';
import type { Mail } from './mailbox.service.js';

class ListMails {
  /** An address of the envelope, whole. */
  @IsOptional()
  @IsString()
  to?: string;

  @IsOptional()
  @IsISO8601()
  since?: string;
}

/** What the mail server received, for people and for programs. */
@Controller('mailbox')
export class MailboxController {
  constructor(private readonly mailbox: MailboxService) {}

  @Get()
  list(): string {
    const rows = this.mailbox.list().map(
      ({ id, to, subject, receivedAt }) =>
        html`<tr>
          <td>${receivedAt.slice(0, 19).replace('T', ' ')}</td>
          <td>${to.join(', ')}</td>
          <td><a href="/mailbox/${id}">${subject || '(no subject)'}</a></td>
        </tr>`,
    );
    if (rows.length === 0) return page('Mailbox', html`<p>No mail has arrived yet.</p>`);
    return page(
      'Mailbox',
      html`<table>
        <tr>
          <th>Received</th>
          <th>To</th>
          <th>Subject</th>
        </tr>
        ${rows}
      </table>`,
    );
  }

  @Get('messages')
  messages(@Query() query: ListMails): Mail[] {
    return this.mailbox.list(query);
  }

  @Delete('messages')
  @HttpCode(204)
  clear(): void {
    this.mailbox.clear();
  }

  @Get(':id')
  // The frame below shows a mail's own HTML, in which nothing may run.
  @Header('Content-Security-Policy', "script-src 'none'; object-src 'none'")
  open(@Param('id') id: string): string {
    const mail = this.mailbox.find(id);
    if (!mail) throw new NotFoundException(`There is no mail ${id}; it may have been deleted.`);
    return page(
      mail.subject || '(no subject)',
      html`<p>From ${mail.from} to ${mail.to.join(', ')}, ${mail.receivedAt}. <a href="/mailbox">All mails</a></p>
        ${mail.html === undefined ? html`<pre>${mail.text}</pre>` : frame(mail.html)}`,
    );
  }
}

const frame = (content: string): ReturnType<typeof html> =>
  html`<iframe
    title="The mail as sent"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    srcdoc="${content}"
  ></iframe>`;
