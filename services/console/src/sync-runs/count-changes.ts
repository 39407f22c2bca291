import type { Counts } from '../api/shapes.js';

type Changing = 'added' | 'linked' | 'updated' | 'reactivated' | 'deactivated' | 'deleted';
const changing: Changing[] = ['added', 'linked', 'updated', 'reactivated', 'deactivated', 'deleted'];

/** People who are otherwise than before. */
export const countChanges = (counts: Counts): number => changing.reduce((sum, action) => sum + counts[action], 0);

export const countRemoved = ({ deactivated, deleted }: Counts): number => deactivated + deleted;
