import { RefusedError } from '@rollcall/messaging';
import { GraphRefusal } from '../microsoft/graph.client.js';
import { explainGraphRefusal, type Question } from './explain-graph-refusal.js';

const everybody: Question = { source: { kind: 'users' }, attributes: ['mail'] };
const aGroup: Question = { source: { kind: 'group', groupId: 'g1' }, attributes: ['mail'] };
const leaveDate: Question = { source: { kind: 'users' }, attributes: ['employeeLeaveDateTime'] };
const extension = `extension_${'0'.repeat(32)}_shoeSize`;
const typedIn: Question = { source: { kind: 'users' }, attributes: [extension] };

/** https://learn.microsoft.com/graph/errors */
describe(explainGraphRefusal.name, () => {
  it.each([
    ['everybody', 403, 'Authorization_RequestDenied', everybody, 'connection-lost', 'Sign in again and accept'],
    ['everybody', 400, 'Directory_ExpiredPageToken', everybody, 'page-expired', 'Read from the beginning'],
    ['everybody', 410, 'resyncRequired', everybody, 'page-expired', 'Read from the beginning'],
    ['everybody', 400, 'Request_UnsupportedQuery', everybody, 'directory-answer-invalid', 'try again later'],
    ['everybody', 404, 'Request_ResourceNotFound', everybody, 'directory-answer-invalid', 'try again later'],
    ['a group', 404, 'Request_ResourceNotFound', aGroup, 'group-not-found', 'Take it out of the chosen groups'],
    ['a group', 403, 'Authorization_RequestDenied', aGroup, 'group-not-found', 'Take it out of the chosen groups'],
    ['a group', 400, 'Directory_ExpiredPageToken', aGroup, 'page-expired', 'Read from the beginning'],
    [
      'the leave date',
      403,
      'Authorization_RequestDenied',
      leaveDate,
      'permission-missing',
      'User-LifeCycleInfo.Read.All',
    ],
    ['an extension', 400, 'Request_BadRequest', typedIn, 'unknown-attribute', 'Check how it is written'],
    ['an extension', 501, 'NotImplemented', typedIn, 'unknown-attribute', extension],
  ])(
    'asked for %s, takes %d %s for what it means and says what to do',
    (_, status, graphCode, question, code, next) => {
      expect(explainGraphRefusal(new GraphRefusal(status, graphCode), question)).toMatchObject({
        code,
        message: expect.stringContaining(next) as string,
      });
    },
  );

  it('leaves other errors what they are', () => {
    const other = new RefusedError('not-connected', 'No tenant is connected.');

    expect(explainGraphRefusal(other, everybody)).toBe(other);
  });
});
