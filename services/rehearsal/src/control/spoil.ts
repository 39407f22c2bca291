import { GRAPH } from '../graph/graph-request.js';
import type { GraphAnswer } from '../graph/graph-request.js';
import type { Fault } from './faults.service.js';

/** Makes a right answer wrong in one of the ways that clients have fallen for. */
export function spoil(answer: GraphAnswer, url: string, fault: Fault | undefined): GraphAnswer {
  if (!fault) return answer;
  if (fault.kind === 'truncated') return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
  if (fault.kind === 'wrong-type') return { ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } };
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
      return { ...rest, '@odata.nextLink': ownLink, value: [] };
    case 'repeated-page':
      return { ...rest, '@odata.nextLink': ownLink, value: body['value'] };
    case 'wrong-count':
      return { ...body, '@odata.count': Number(body['@odata.count'] ?? 0) + 7 };
    case 'truncated':
    case 'wrong-type':
    case 'status':
    case 'html':
    case 'reset':
      return body;
  }
}
