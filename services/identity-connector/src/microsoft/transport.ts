import { Injectable } from '@nestjs/common';
import { Environment } from '../environment.js';

export const LOGIN = 'https://login.microsoftonline.com';
export const GRAPH = 'https://graph.microsoft.com';

/**
 * The one way out to Microsoft. Everywhere else stand Microsoft's real addresses, because both its libraries break in
 * subtle ways with others; only here they are exchanged for the configured ones.
 */
@Injectable()
export class Transport {
  private readonly places: ReadonlyMap<string, string>;

  constructor({ ENTRA_LOGIN_ORIGIN, GRAPH_ORIGIN }: Environment) {
    this.places = new Map([
      [LOGIN, ENTRA_LOGIN_ORIGIN.replace(/\/$/, '')],
      [GRAPH, GRAPH_ORIGIN.replace(/\/$/, '')],
    ]);
  }

  /** @throws Error if the address isn't one of Microsoft's: nothing is ever sent anywhere else. */
  rewrite(address: string): string {
    const { origin } = new URL(address);
    const place = this.places.get(origin);
    if (place === undefined) throw new Error(`nothing is sent to ${origin}`);
    return place + address.slice(origin.length);
  }

  send(address: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
    return fetch(this.rewrite(address), { ...init, redirect: 'error' });
  }
}
