import { randomBytes } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { currentTraceId, runInTrace } from '@rollcall/messaging';
import cookieParser from 'cookie-parser';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import { DOCS, describeApi } from './describe-api.js';
import type { Environment } from './environment.js';
import { HttpProblem } from './problems/http-problem.js';
import { builtConsole, serveConsole } from './serve-console.js';

const BODY_LIMIT = '256kb';

/** Whoever sends a request more slowly than this is cut off: https://owasp.org/www-community/attacks/Slow_Loris */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than proxies keep theirs, so that none sends into a connection that is just being closed.
  keepAliveTimeout: 65_000,
  maxRequestsPerSocket: 10_000,
};

/** What lies around the routes: request ids, headers, cookies, bodies, the console's files, the description of the API. */
export function configure(
  app: NestExpressApplication,
  environment: Readonly<Environment>,
  consoleFolder = builtConsole,
): void {
  Object.assign(app.getHttpServer(), patience);
  app.set('trust proxy', environment.TRUSTED_PROXIES);
  // Only drafts have a tag, and theirs says who changed what.
  app.set('etag', false);
  app.use(beginTrace);
  // Swagger's page brings its styles along.
  app.use(`/${DOCS}`, helmet(protection(environment, ["'self'", "'unsafe-inline'"])));
  app.use(new RegExp(`^(?!/${DOCS})`, 'i'), chooseNonce, helmet(protection(environment, ["'self'", nonceOf])));
  app.use('/api', keepNothing);
  app.use(cookieParser());
  app.use(refuseOtherBodies);
  // Kissflow's sign-in page posts a form; nothing else does.
  app.use('/api/v1/session', express.urlencoded({ extended: false, limit: BODY_LIMIT }));
  app.useBodyParser('json', { limit: BODY_LIMIT });
  describeApi(app);
  serveConsole(app, consoleFolder);
}

/** One id for the request, its answer, and the log lines of every service it leads to. */
function beginTrace(request: Request, response: Response, next: NextFunction): void {
  runInTrace(request.get('traceparent'), () => {
    const id = currentTraceId() ?? '';
    Object.assign(request, { id });
    response.set('X-Request-Id', id);
    next();
  });
}

/** The console's components bring styles along that are known only in the browser: those with the page's nonce apply. */
function chooseNonce(_request: Request, response: Response, next: NextFunction): void {
  response.locals.nonce = randomBytes(16).toString('base64');
  next();
}

const nonceOf = (_request: unknown, response: unknown): string =>
  `'nonce-${String((response as Response).locals.nonce)}'`;

type Sources = NonNullable<
  Exclude<HelmetOptions['contentSecurityPolicy'], boolean | undefined>['directives']
>['styleSrc'];

function protection({ PUBLIC_URL }: Environment, styleSrc: Sources): HelmetOptions {
  const isSecure = PUBLIC_URL.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc,
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isSecure,
  };
}

/** Answers of the API are somebody's, and change without their tag changing: nobody keeps them, nobody asks "changed since?". */
function keepNothing(request: Request, response: Response, next: NextFunction): void {
  delete request.headers['if-none-match'];
  response.set('Cache-Control', 'no-store');
  next();
}

function refuseOtherBodies(request: Request, _response: Response, next: NextFunction): void {
  const isEmpty = request.get('content-length') === '0';
  if (!isEmpty && request.is(['json', 'urlencoded']) === false) {
    throw new HttpProblem(415, 'unsupported-media-type', 'Send the body as JSON, with Content-Type: application/json.');
  }
  next();
}
