import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

const folder = join(dirname(fileURLToPath(import.meta.resolve('@rollcall/console/package.json'))), 'public');

/** The console's files, and its page at every address a person can be at, such as the link in a mail. */
export function serveConsole(app: NestExpressApplication): void {
  app.useStaticAssets(folder);
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (isPage(request)) response.sendFile('index.html', { root: folder });
    else next();
  });
}

function isPage({ method, path, headers }: Request): boolean {
  const isOurs = !/^\/(api|health|metrics)(\/|$)/i.test(path);
  return isOurs && (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');
}
