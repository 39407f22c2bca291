import type { BatchAnswer } from '../microsoft/graph.client.js';
import { type Answers, judgeDeletion, judgeMemberships, judgePresence } from './judge-removals.js';

const controls = { tenantId: 'tenant-1', controlId: 'control-1' };

const answer = (status: number, body: Record<string, unknown>, code = ''): BatchAnswer => ({
  status,
  body,
  code,
  retryAfter: null,
});
const organization = answer(200, { value: [{ id: 'tenant-1' }] });
const control = answer(200, { id: 'control-1' });
const enabled = answer(200, { id: 'ana', accountEnabled: true });
const disabled = answer(200, { id: 'ana', accountEnabled: false });
const deleted = answer(200, { id: 'ana', deletedDateTime: '2026-03-01T10:00:00Z' });
const notFound = answer(404, {}, 'Request_ResourceNotFound');

/** What says nothing about anybody, wherever it comes. */
const nothing: [string, BatchAnswer | undefined][] = [
  ['no answer', undefined],
  ['throttled', answer(429, {}, 'TooManyRequests')],
  ['failed', answer(500, {}, 'InternalServerError')],
  ['overloaded', answer(503, {}, 'ServiceUnavailable')],
  ['denied', answer(403, {}, 'Authorization_RequestDenied')],
  ['not let in', answer(401, {}, 'InvalidAuthenticationToken')],
  ['a bad request', answer(400, {}, 'BadRequest')],
  ['another 404', answer(404, {}, 'UnknownError')],
  ['a 404 without a code', answer(404, {})],
  ['the right code with another status', answer(400, {}, 'Request_ResourceNotFound')],
  ['a dependency that failed', answer(424, {}, 'FailedDependency')],
  ['an empty body', answer(200, {})],
  ['somebody else', answer(200, { id: 'bob', accountEnabled: false, deletedDateTime: '2026-03-01T10:00:00Z' })],
  ['an id that is no text', answer(200, { id: 17, accountEnabled: false })],
  ['somebody with another status than 200', answer(206, { id: 'ana', accountEnabled: false })],
];

const untrusted: [string, BatchAnswer | undefined, BatchAnswer | undefined][] = [
  ['no organization', undefined, control],
  ['another organization', answer(200, { value: [{ id: 'tenant-2' }] }), control],
  ['two organizations', answer(200, { value: [{ id: 'tenant-1' }, { id: 'tenant-2' }] }), control],
  ['an organization without an id', answer(200, { value: [{}] }), control],
  ['an organization that is no list', answer(200, { value: { id: 'tenant-1' } }), control],
  ['an organization that is denied', answer(403, {}, 'Authorization_RequestDenied'), control],
  ['an organization that failed with a body', answer(500, { value: [{ id: 'tenant-1' }] }), control],
  ['no control person', organization, undefined],
  ['a control person who is not found', organization, notFound],
  ['a control person who is somebody else', organization, answer(200, { id: 'bob' })],
  ['a throttled control person', organization, answer(429, { id: 'control-1' }, 'TooManyRequests')],
];

const presence = (...answers: Answers) => judgePresence(['ana'], answers, controls).get('ana');
const deletion = (...answers: Answers) => judgeDeletion(['ana'], answers, controls).get('ana');

describe(judgePresence.name, () => {
  it.each([
    ['present', enabled],
    ['disabled', disabled],
    ['gone', notFound],
    ['present', answer(200, { id: 'ana' })],
    ['present', answer(200, { id: 'ana', accountEnabled: null })],
    ['present', answer(200, { id: 'ana', accountEnabled: 'false' })],
    ['present', answer(200, { id: 'ANA', accountEnabled: true })],
  ])('takes for %s: %j', (verdict, told) => {
    expect(presence(organization, control, told)).toBe(verdict);
  });

  it.each(nothing)('knows nothing from %s', (_, told) => {
    expect(presence(organization, control, told)).toBe('unknown');
  });

  it.each(untrusted)('knows nothing in a batch with %s', (_, ...lies) => {
    for (const told of [enabled, disabled, notFound]) expect(presence(...lies, told)).toBe('unknown');
  });
});

describe(judgeDeletion.name, () => {
  it.each([
    ['deleted', deleted],
    ['notFound', notFound],
    ['unknown', answer(200, { id: 'ana' })],
    ['unknown', answer(200, { id: 'ana', deletedDateTime: null })],
  ])('takes for %s: %j', (verdict, told) => {
    expect(deletion(organization, control, told)).toBe(verdict);
  });

  it.each(nothing)('knows nothing from %s', (_, told) => {
    expect(deletion(organization, control, told)).toBe('unknown');
  });

  it.each(untrusted)('knows nothing in a batch with %s', (_, ...lies) => {
    for (const told of [deleted, notFound]) expect(deletion(...lies, told)).toBe('unknown');
  });
});

describe(judgeMemberships.name, () => {
  const memberOf = (...groups: string[]) => answer(200, { value: groups.map((id) => ({ id })) });
  const member = memberOf('other', 'Sales');
  const membership = (...answers: Answers) =>
    judgeMemberships(new Set(['sales', 'tech']))(['ana'], answers, controls).get('ana');

  it.each([
    ['in', memberOf('sales')],
    ['in', memberOf('other', 'TECH')],
    ['in', answer(200, { value: [{ id: 'tech' }], '@odata.nextLink': 'https://…' })],
    ['out', memberOf('other')],
    ['out', memberOf()],
    // Whoever is in so many groups may be in one of those on the next page.
    ['unknown', answer(200, { value: [{ id: 'other' }], '@odata.nextLink': 'https://…' })],
    ['unknown', answer(200, { value: 'sales' })],
    ['unknown', notFound],
  ])('takes for %s: %j', (verdict, told) => {
    expect(membership(organization, member, told)).toBe(verdict);
  });

  it.each(nothing)('knows nothing from %s', (_, told) => {
    expect(membership(organization, member, told)).toBe('unknown');
  });

  it.each<[string, BatchAnswer | undefined, BatchAnswer | undefined]>([
    ['another organization', answer(200, { value: [{ id: 'tenant-2' }] }), member],
    ['no control person', organization, undefined],
    ['a control person who is not told to be in any of the groups', organization, memberOf('other')],
    ['a throttled control person', organization, answer(429, { value: [{ id: 'sales' }] }, 'TooManyRequests')],
  ])('knows nothing in a batch with %s', (_, ...lies) => {
    for (const told of [memberOf('sales'), memberOf()]) expect(membership(...lies, told)).toBe('unknown');
  });
});

it('judges everybody in a batch by their own answer', () => {
  const bob = answer(200, { id: 'bob', accountEnabled: true });
  const answers = [organization, control, notFound, bob];

  expect([...judgePresence(['ana', 'bob', 'cy'], answers, controls)]).toEqual([
    ['ana', 'gone'],
    ['bob', 'present'],
    ['cy', 'unknown'],
  ]);
});
