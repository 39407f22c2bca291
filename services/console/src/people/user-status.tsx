import type { User } from '../api/shapes.js';
import { State } from '../elements/state.js';
import { people } from '../texts/people.js';

const tones = { Active: 'good', Invited: 'busy', Inactive: 'idle' } as const;

export function UserStatus({ status }: Pick<User, 'status'>) {
  return <State tone={tones[status]}>{people.statuses[status]}</State>;
}
