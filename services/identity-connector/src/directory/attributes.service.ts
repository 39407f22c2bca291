import { Inject, Injectable } from '@nestjs/common';
import type { ListAttributes, SourceAttribute } from '@rollcall/contracts';
import { RetryLaterError } from '@rollcall/messaging';
import { LRUCache } from 'lru-cache';
import { ConnectionsService } from '../connections/connections.service.js';
import { askEach } from '../microsoft/ask-each.js';
import { GraphClient } from '../microsoft/graph.client.js';
import { beginCall } from './begin-call.js';
import { catalogue, directoryExtension } from './catalogue.js';
import { isDirectoryExtension } from './select-attributes.js';

/** An extension that is there stays there as a rule; one that isn't is looked for again soon, as it may be made just now. */
const KNOWN_FOR_MS = 60 * 60_000;
const UNKNOWN_FOR_MS = 30_000;

@Injectable()
export class AttributesService {
  /** Whether a tenant has an extension, by both. */
  private readonly probed = new LRUCache<string, boolean>({ max: 10_000, ttl: KNOWN_FOR_MS });

  constructor(
    @Inject(GraphClient) private readonly graph: Pick<GraphClient, 'batch'>,
    @Inject(ConnectionsService) private readonly connections: Pick<ConnectionsService, 'get'>,
  ) {}

  async list({ accountId, named = [] }: ListAttributes): Promise<{ attributes: SourceAttribute[] }> {
    const extensions = [...new Set(named)].filter(isDirectoryExtension);
    const connection = extensions.length > 0 ? await this.connections.get(accountId) : null;
    if (!connection) return { attributes: [...catalogue] };
    const { tenantId } = connection;
    await this.probe(tenantId, extensions);
    const found = extensions.filter((name) => this.probed.get(`${tenantId} ${name}`));
    return { attributes: [...catalogue, ...found.map(directoryExtension)] };
  }

  /** Extensions can't be listed with the permissions Rollcall has, but one can be selected only if it is there. */
  private async probe(tenantId: string, extensions: readonly string[]): Promise<void> {
    const open = extensions.filter((name) => !this.probed.has(`${tenantId} ${name}`));
    const paths = open.map((name) => `/users?$select=id,${name}&$top=1`);
    const call = beginCall('rpc.directory.attributes', { tenantId }, 'high');
    const answers = await askEach(this.graph, call, paths);
    for (const [index, name] of open.entries()) {
      const status = answers.get(paths[index] ?? '')?.status;
      const isThere = status === 200;
      if (!isThere && status !== 400 && status !== 501) {
        throw new RetryLaterError(10_000, 'Microsoft did not say whether a directory extension is there');
      }
      this.probed.set(`${tenantId} ${name}`, isThere, { ttl: isThere ? KNOWN_FOR_MS : UNKNOWN_FOR_MS });
    }
  }
}
