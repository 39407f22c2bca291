import type { Server } from 'node:http';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadEnvironment } from '@rollcall/bootstrap/environment';
import {
  FakeLive,
  FakeRpcClient,
  FakeSharedCounts,
  FakeSharedRecords,
  Live,
  RpcClient,
  SharedCounts,
  SharedRecords,
} from '@rollcall/messaging';
import type { JWTPayload } from 'jose';
import request, { type Test } from 'supertest';
import { configure } from '../configure.js';
import { Environment } from '../environment.js';
import { SESSION_COOKIE } from '../session/credentials.js';
import { AUDIENCE, ISSUER, Kissflow } from './kissflow.js';

export const PUBLIC_URL = 'https://rollcall.test';
export const SIGN_IN_ORIGIN = 'https://sign-in.kissflow.test';

/** Nobody is there: the other services are played by a FakeRpcClient. */
const natsUrl = 'nats://127.0.0.1:1';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A page like the console's, since tests start before anything is built. */
const consoleFolder = join(import.meta.dirname, 'console');

class TestModule {}

interface Call {
  body?: object;
  /** How the token differs from a Super Admin's. */
  claims?: JWTPayload;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  body: unknown;
  text: string;
  headers: Record<string, string>;
}

/** The whole gateway over HTTP, with Kissflow's sign-in and without the other services. */
export class Gateway {
  private constructor(
    readonly rpc: FakeRpcClient,
    readonly live: FakeLive,
    readonly kissflow: Kissflow,
    private readonly app: NestExpressApplication,
  ) {}

  static async start(
    settings: Record<string, string> = {},
    counts = new FakeSharedCounts(),
    records = new FakeSharedRecords(),
  ): Promise<Gateway> {
    const rpc = new FakeRpcClient();
    const live = new FakeLive();
    const kissflow = await Kissflow.start();
    const environment = loadEnvironment(Environment, { ...gatewaySettings(kissflow), NATS_URL: natsUrl, ...settings });
    // The rate limit's package is CommonJS: jest loads it only after what it requires.
    const { AppModule } = await import('../app.module.js');
    const module = {
      module: TestModule,
      global: true,
      imports: [AppModule],
      providers: [
        { provide: Environment, useValue: environment },
        { provide: RpcClient, useValue: rpc },
        { provide: Live, useValue: live },
        { provide: SharedCounts, useValue: counts },
        { provide: SharedRecords, useValue: records },
      ],
      exports: [Environment, RpcClient, Live, SharedCounts, SharedRecords],
    };
    const app = await NestFactory.create<NestExpressApplication>(module, { logger: false, abortOnError: false });
    configure(app, environment, consoleFolder);
    await app.listen(0, '127.0.0.1');
    return new Gateway(rpc, live, kissflow, app);
  }

  url(): Promise<string> {
    return this.app.getUrl();
  }

  get server(): Server {
    return this.app.getHttpServer();
  }

  /** Any request, as it is. */
  raw(method: Method, path: string): Test {
    return request(this.app.getHttpServer())[method](path);
  }

  /** A program's call of the API, by bearer token. */
  async call(method: Method, path: string, { body, claims, headers = {} }: Call = {}): Promise<Answer> {
    return this.callAs(await this.kissflow.token(claims), method, path, { body, headers });
  }

  async callAs(token: string, method: Method, path: string, { body, headers = {} }: Call = {}): Promise<Answer> {
    const sent = this.raw(method, `/api/v1${path}`).set({ Authorization: `Bearer ${token}`, ...headers });
    return body ? sent.send(body) : sent;
  }

  /** A browser's call, by cookie, from a page of this origin. */
  async browse(method: Method, path: string, origin: string | undefined): Promise<Answer> {
    const cookie = `${SESSION_COOKIE}=${await this.kissflow.token()}`;
    return this.raw(method, `/api/v1${path}`).set({ Cookie: cookie, ...(origin && { Origin: origin }) });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.kissflow.close();
  }
}

export function gatewaySettings(kissflow: Kissflow): Record<string, string> {
  return {
    HTTP_PORT: '0',
    PUBLIC_URL: `${PUBLIC_URL}/`,
    KISSFLOW_JWKS_URL: kissflow.jwksUrl,
    KISSFLOW_ISSUER: ISSUER,
    KISSFLOW_AUDIENCE: AUDIENCE,
    KISSFLOW_SIGN_IN_URL: `${SIGN_IN_ORIGIN}/sign-in?product=rollcall`,
  };
}
