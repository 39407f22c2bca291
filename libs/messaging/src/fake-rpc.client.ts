import { type ReplyOf, type RequestOf, requests, type RequestSubject } from '@rollcall/contracts';
import { UnavailableError } from './errors.js';
import { type RequestSettings, RpcClient } from './rpc.client.js';
import { validate } from './validate.js';

type Answering<S extends RequestSubject> = (
  request: RequestOf<S>,
  settings: RequestSettings,
) => ReplyOf<S> | Promise<ReplyOf<S>>;

type AnyAnswering = (request: unknown, settings: RequestSettings) => unknown;

/**
 * The other services, for unit tests. As with the real ones a request is validated, nobody there is an UnavailableError,
 * what an answering function throws is thrown here, and both ways go through JSON.
 */
export class FakeRpcClient extends RpcClient {
  readonly requests: { subject: RequestSubject; body: unknown }[] = [];
  private readonly answering = new Map<RequestSubject, AnyAnswering>();

  answer<S extends RequestSubject>(subject: S, answering: Answering<S>): this {
    this.answering.set(subject, answering as AnyAnswering);
    return this;
  }

  requestsTo<S extends RequestSubject>(subject: S): RequestOf<S>[] {
    return this.requests.filter((made) => made.subject === subject).map(({ body }) => body as RequestOf<S>);
  }

  async request<S extends RequestSubject>(
    subject: S,
    body: RequestOf<S>,
    settings: RequestSettings = {},
  ): Promise<ReplyOf<S>> {
    settings.signal?.throwIfAborted();
    const sent = throughJson(body);
    this.requests.push({ subject, body: sent });
    const answering = this.answering.get(subject);
    if (!answering) throw new UnavailableError(`nobody answers ${subject}`);
    const received = validate<object>(requests[subject].request, sent, subject);
    return throughJson(await answering(received, settings)) as ReplyOf<S>;
  }
}

function throughJson(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
