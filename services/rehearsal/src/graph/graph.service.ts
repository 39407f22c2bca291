import { Injectable } from '@nestjs/common';
import { Clock } from '../tenant/clock.js';
import type { Tenant } from '../tenant/tenant.js';
import { badRequest, GraphError, requestDenied } from './graph-error.js';
import { json } from './graph-request.js';
import type { Caller, GraphAnswer, GraphRequest } from './graph-request.js';
import { MeService } from './me.service.js';
import { readQuery } from './query.js';
import { matchRoute, routesOf, unitsOf } from './routes.js';
import type { Route } from './routes.js';
import { ThrottleService } from './throttle.service.js';

/** Answers one request to Graph, whether it came by itself or in a batch. */
@Injectable()
export class GraphService {
  private readonly routes: readonly Route[];

  constructor(
    me: MeService,
    private readonly throttle: ThrottleService,
    private readonly clock: Clock,
  ) {
    this.routes = routesOf(me);
  }

  answer(
    method: string,
    url: string,
    consistencyLevel: string | undefined,
    caller: Caller,
    tenant: Tenant,
  ): GraphAnswer {
    try {
      return this.find(method, url, consistencyLevel, caller, tenant);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return this.refusal(error);
    }
  }

  refusal(error: GraphError): GraphAnswer {
    return json(error.body(this.clock.now()), error.status, error.headers);
  }

  private find(
    method: string,
    url: string,
    consistencyLevel: string | undefined,
    caller: Caller,
    tenant: Tenant,
  ): GraphAnswer {
    const { pathname, searchParams } = new URL(url, 'http://graph');
    const parameters = new URLSearchParams(
      [...searchParams].map(([name, value]): [string, string] => [optionName(name), value]),
    );
    const path = decodePath(pathname);
    const match = matchRoute(this.routes, path);
    if (!match) throw badRequest(`Resource not found for the segment '${path.split('/').at(-1)}'.`);
    if (method !== 'GET')
      throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
    const { route, id } = match;
    const query = readQuery(parameters, consistencyLevel);
    const request: GraphRequest = {
      method,
      path,
      parameters,
      query,
      tenant,
      caller,
      now: this.clock.now(),
    };
    const headers = this.throttle.take(caller, unitsOf(route, request));
    if (!route.permissions.some((permission) => caller.permissions.has(permission))) throw requestDenied();
    const answer = route.answer(request, id);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }
}

/** OData options may be written in any case: `$orderBy`. */
function optionName(name: string): string {
  return name.startsWith('$') ? name.toLowerCase() : name;
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname).replace(/\/$/, '');
  } catch {
    throw badRequest('The request URI is not valid.');
  }
}
