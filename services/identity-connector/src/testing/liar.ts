import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a lie is told about: the address asked for, what was sent, and the true answer. */
export interface Truth {
  url: string;
  sent: { requests?: { id: string; url: string }[] };
  body: Record<string, unknown>;
}

/** Stands before Graph and tells the truth, until a test gives it a lie to tell instead. */
export class Liar {
  lie: ((truth: Truth) => unknown) | undefined;
  private readonly server = createServer((request, response) => {
    this.pass(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  private constructor(private readonly graph: string) {}

  static async before(graph: string): Promise<Liar> {
    const liar = new Liar(graph);
    await new Promise<void>((resolve) => liar.server.listen(0, '127.0.0.1', resolve));
    return liar;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await textOf(request);
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const url = request.url ?? '/';
    const answer = await fetch(this.graph + url, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(sent !== '' && { body: sent }),
    });
    const kept = [...answer.headers].filter(
      ([name]) => !/^(content-length|connection|keep-alive|transfer-encoding)$/.test(name),
    );
    response.writeHead(answer.status, Object.fromEntries(kept)).end(this.twist(url, sent, await answer.text()));
  }

  private twist(url: string, sent: string, text: string): string {
    if (!this.lie || !text.startsWith('{')) return text;
    const body = JSON.parse(text) as Truth['body'];
    return JSON.stringify(this.lie({ url, sent: JSON.parse(sent || '{}') as Truth['sent'], body }) ?? body);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
