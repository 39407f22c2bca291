import type { RemovalVerdict } from '@rollcall/contracts';
import { type BatchAnswer, isSameId, recordOf } from '../microsoft/graph.client.js';

/** What every batch asks besides, and what the answers must be. */
export interface Controls {
  tenantId: string;
  /** Somebody seen a moment ago. */
  controlId: string;
}

/** The answers of one batch: to both control questions first, then to one question for each person. */
export type Answers = readonly (BatchAnswer | undefined)[];

export type Presence = 'present' | 'disabled' | 'gone' | 'unknown';

export const controlPaths = ({ controlId }: Controls): string[] => [
  '/organization?$select=id',
  `/users/${controlId}?$select=id`,
];
export const presencePath = (id: string): string => `/users/${id}?$select=id,accountEnabled`;
/** 999 is the most that one page lists: https://learn.microsoft.com/graph/api/user-list-transitivememberof */
export const membershipsPath = (id: string): string => `/users/${id}/transitiveMemberOf?$select=id&$top=999`;
export const membershipControlPaths = ({ controlId }: Controls): string[] => [
  '/organization?$select=id',
  membershipsPath(controlId),
];
export const deletionPath = (id: string): string => `/directory/deletedItems/${id}?$select=id,deletedDateTime`;

/** Whether people are there. `gone` says only that the directory does not find them among the living. */
export function judgePresence(ids: readonly string[], answers: Answers, controls: Controls): Map<string, Presence> {
  return judge(ids, answers, controls, (id, answer) => {
    if (isNotFound(answer)) return 'gone';
    if (!isAbout(id, answer)) return 'unknown';
    // Left out or null is no answer to whether somebody is disabled.
    if (typeof answer.body.accountEnabled !== 'boolean') return 'present';
    return answer.body.accountEnabled ? 'present' : 'disabled';
  });
}

/** Whether people who are gone are found among the deleted. */
export function judgeDeletion(
  ids: readonly string[],
  answers: Answers,
  controls: Controls,
): Map<string, Extract<RemovalVerdict, 'deleted' | 'notFound' | 'unknown'>> {
  return judge(ids, answers, controls, (id, answer) => {
    if (isNotFound(answer)) return 'notFound';
    return isAbout(id, answer) && typeof answer.body.deletedDateTime === 'string' ? 'deleted' : 'unknown';
  });
}

/**
 * Whether people are in one of the groups, nested ones included. Groups whose members are hidden are not told to everyone,
 * so the control person, whom the run found in one of them, must be told to be in one too.
 */
export function judgeMemberships(groups: ReadonlySet<string>) {
  const wanted = new Set([...groups].map((id) => id.toLowerCase()));
  const isIn = (answer: BatchAnswer | undefined) => membershipsOf(answer).some((id) => wanted.has(id.toLowerCase()));
  return (ids: readonly string[], answers: Answers, controls: Controls): Map<string, 'in' | 'out' | 'unknown'> =>
    judge(
      ids,
      answers,
      controls,
      (_id, answer) => {
        if (isIn(answer)) return 'in';
        const isWhole = answer.status === 200 && Array.isArray(answer.body.value);
        return isWhole && answer.body['@odata.nextLink'] === undefined ? 'out' : 'unknown';
      },
      isIn,
    );
}

function membershipsOf(answer: BatchAnswer | undefined): string[] {
  const { value } = answer?.status === 200 ? answer.body : {};
  const listed: unknown[] = Array.isArray(value) ? value : [];
  return listed.map((group) => recordOf(group).id).filter((id) => typeof id === 'string');
}

/** A batch that gets a control question wrong proves nothing for anybody in it. */
function judge<Verdict>(
  ids: readonly string[],
  [organization, control, ...answers]: Answers,
  { tenantId, controlId }: Controls,
  verdictOf: (id: string, answer: BatchAnswer) => Verdict,
  isControl = (answer: BatchAnswer | undefined) => isAbout(controlId, answer),
): Map<string, Verdict | 'unknown'> {
  const isTrusted = isOrganization(tenantId, organization) && isControl(control);
  return new Map(
    ids.map((id, index) => {
      const answer = answers[index];
      return [id, isTrusted && answer ? verdictOf(id, answer) : 'unknown'];
    }),
  );
}

function isOrganization(tenantId: string, answer: BatchAnswer | undefined): boolean {
  if (answer?.status !== 200 || !Array.isArray(answer.body.value)) return false;
  const [only, ...others] = answer.body.value as unknown[];
  return others.length === 0 && recordOf(only).id === tenantId;
}

function isAbout(id: string, answer: BatchAnswer | undefined): boolean {
  const told = answer?.body.id;
  return answer?.status === 200 && typeof told === 'string' && isSameId(told, id);
}

/** The only 404 that says that somebody is not there: others come from gateways and wrong addresses. */
function isNotFound({ status, code }: BatchAnswer): boolean {
  return status === 404 && code === 'Request_ResourceNotFound';
}
