import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, getSchemaPath, SwaggerModule } from '@nestjs/swagger';
import { ApiModule } from './api.module.js';
import { ProblemDocument } from './problems/http-problem.js';
import { SESSION_COOKIE } from './session/credentials.js';

export const DOCS = 'api/docs';

/** The API's description, for people at /api/docs and for generators at /api/docs-json. */
export function describeApi(app: NestExpressApplication): void {
  const problem = {
    description: 'what is wrong and how to mend it',
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDocument) } } },
  };
  const description = new DocumentBuilder()
    .setTitle('Rollcall')
    .setDescription('Directory sync for Kissflow accounts. The account is always the one of the token.')
    .setVersion('1')
    .addBearerAuth()
    .addCookieAuth(SESSION_COOKIE)
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .addGlobalResponse({ status: 'default', ...problem })
    .build();
  // Health and metrics, which every service has, are no part of the API.
  const options = { include: [ApiModule], extraModels: [ProblemDocument] };
  const document = () => SwaggerModule.createDocument(app, description, options);
  SwaggerModule.setup(DOCS, app, document, { customSiteTitle: 'Rollcall API' });
}
