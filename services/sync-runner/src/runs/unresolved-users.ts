import { type Notice, peopleIn } from '@rollcall/contracts';
import type { ClaimedRun } from './claimed-run.js';

/** Warns where people have, say, a manager who is not in Kissflow. Nothing failed: the field fills in once they are. */
export async function unresolvedUsers(run: ClaimedRun): Promise<Notice[]> {
  const { fields, rows } = run.binding;
  const mapped = fields.filter(({ id, type }) => type === 'User' && rows.some(({ target }) => target === id));
  if (mapped.length === 0) return [];
  const { people } = await run.write('rpc.users.count-unresolved', { fields: mapped.map(({ id }) => id) });
  const open = mapped.flatMap(({ id, name }) => (people[id] ? [`${name} of ${peopleIn(people[id])}`] : []));
  if (open.length === 0) return [];
  const message =
    `Not in Kissflow yet: ${open.join(', ')}. The field fills in by itself once that person is synced: ` +
    `see whether they are in the scope of the sync, or among the people it could not sync.`;
  return [{ cause: 'users-unresolved', message: message.slice(0, 2_000) }];
}
