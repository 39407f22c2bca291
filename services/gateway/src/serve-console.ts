import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

export const builtConsole = join(dirname(fileURLToPath(import.meta.resolve('@rollcall/console/package.json'))), 'dist');

/** Stands in the page wherever the build wants the nonce. */
const NONCE = 'CSP_NONCE';

/** The console's files, and its page at every address a person can be at, such as the link in a mail. */
export function serveConsole(app: NestExpressApplication, folder: string): void {
  // Their names change with what is in them.
  app.useStaticAssets(join(folder, 'assets'), { prefix: '/assets/', immutable: true, maxAge: '365d' });
  app.useStaticAssets(folder, { index: false });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (isPage(request)) sendPage(folder, response).catch(next);
    else next();
  });
}

async function sendPage(folder: string, response: Response): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  // Kept, it would come back with the nonce of another answer.
  response
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(page.replaceAll(NONCE, String(response.locals.nonce)));
}

function isPage({ method, path, headers }: Request): boolean {
  const isOurs = !/^\/(api|health|metrics|assets)(\/|$)/i.test(path);
  return isOurs && (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');
}
