import { Controller, Get, Header, NotFoundException, Param } from '@nestjs/common';
import { examples } from './examples.js';
import { type RenderedMail, renderMail } from './render-mail.js';

/** For whoever writes mails: each kind as it looks, on the port that only operators reach. */
@Controller('mails')
export class PreviewController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  list(): string {
    const lines = Object.keys(examples).map((name) => {
      return `<li>${name}: <a href="/mails/${name}/html">HTML</a>, <a href="/mails/${name}/text">text</a></li>`;
    });
    return `<!doctype html><html lang="en"><title>Mails</title><h1>Mails</h1><ul>${lines.join('')}</ul></html>`;
  }

  @Get(':name/html')
  @Header('Content-Type', 'text/html; charset=utf-8')
  html(@Param('name') name: string): string {
    return rendered(name).html;
  }

  @Get(':name/text')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  text(@Param('name') name: string): string {
    return rendered(name).text;
  }
}

function rendered(name: string): RenderedMail {
  const mail = Object.hasOwn(examples, name) ? examples[name] : undefined;
  if (!mail) throw new NotFoundException('There is no such mail: see /mails for those there are.');
  return renderMail(mail, 'נועה Ana Sample');
}
