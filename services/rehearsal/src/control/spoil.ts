import { GRAPH } from '../graph/graph-request.js';
import type { GraphAnswer } from '../graph/graph-request.js';
import type { Fault } from './faults.service.js';

/** The id that answers of another tenant or person have instead of the right one: of nobody. */
export const STRANGER = '5742a0e4-0000-4000-a000-000000000001';

/** Makes a right answer wrong in one of the ways that clients have fallen for. */
export function spoil(answer: GraphAnswer, url: string, fault: Fault | undefined): GraphAnswer {
  if (!fault) return answer;
  if (fault.kind === 'truncated') return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
  if (fault.kind === 'wrong-type') return { ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } };
  // A count, which is bare text: half a list that is told as if it were all.
  if (fault.kind === 'half-page' && /^\d+$/.test(answer.body))
    return { ...answer, body: String(Math.ceil(Number(answer.body) / 2)) };
  if (!answer.body.startsWith('{')) return answer;
  const body = JSON.parse(answer.body) as Record<string, unknown>;
  return { ...answer, body: JSON.stringify(spoilBody(body, `${GRAPH}${url.replace('/v1.0', '')}`, fault.kind)) };
}

function spoilBody(body: Record<string, unknown>, ownLink: string, kind: Fault['kind']): Record<string, unknown> {
  const { value: _, '@odata.nextLink': __, '@odata.deltaLink': ___, ...rest } = body;
  switch (kind) {
    case 'missing-value':
      return { ...rest, '@odata.nextLink': body['@odata.nextLink'] };
    case 'no-next-link':
      return { ...rest, value: body['value'] };
    case 'empty-page':
      return { ...rest, '@odata.nextLink': otherwise(ownLink), value: [] };
    case 'repeated-page':
      return { ...rest, '@odata.nextLink': ownLink, value: body['value'] };
    case 'wrong-count':
      return { ...body, '@odata.count': Number(body['@odata.count'] ?? 0) + 7 };
    case 'half-page':
      return {
        ...body,
        value: Array.isArray(body['value']) ? body['value'].slice(body['value'].length / 2) : undefined,
      };
    case 'other-tenant':
      return eachAnswer(body, (answer) => (isOf('organization', answer) ? withStrangeIds(answer) : answer));
    case 'other-person':
      return eachAnswer(body, (answer) => (isOf('organization', answer) ? answer : withStrangeIds(answer)));
    case 'truncated':
    case 'wrong-type':
    case 'status':
    case 'html':
    case 'reset':
      return body;
  }
}

type Body = Record<string, unknown>;

/** Of a batch every answer in it. */
function eachAnswer(body: Body, change: (answer: Body) => Body): Body {
  const { responses } = body as { responses?: { status: number; body: Body }[] };
  if (!responses) return change(body);
  return {
    ...body,
    responses: responses.map((one) => (one.status === 200 ? { ...one, body: change(one.body) } : one)),
  };
}

const isOf = (resource: string, body: Body): boolean =>
  String(body['@odata.context']).includes(`$metadata#${resource}`);

function withStrangeIds(body: Body): Body {
  if (Array.isArray(body['value'])) return { ...body, value: (body['value'] as Body[]).map(withStrangeIds) };
  return 'id' in body ? { ...body, id: STRANGER } : body;
}

/** Another link to the same page; but one is enough, so that a client which is led on and on can notice it. */
function otherwise(link: string): string {
  if (link.includes('emptied=')) return link;
  return `${link}${link.includes('?') ? '&' : '?'}emptied=true`;
}
