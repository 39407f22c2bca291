import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import type { Scope } from '../api/shapes.js';

/** As many as one question about their size may name. */
const MOST_GROUPS = 50;

/** How many people a choice means. Not asked where no group is chosen, or too many are to be measured. */
export function scopeSizeQuery({ users, userGroups, includeGuests }: Scope) {
  const groups = users === 'groups' ? userGroups.map(({ id }) => id) : [];
  return queryOptions({
    queryKey: ['scope-size', users, groups, includeGuests],
    queryFn: ({ signal }) => {
      const query = {
        users,
        includeGuests: includeGuests ? ('true' as const) : ('false' as const),
        ...(users === 'groups' && { groups: groups.join(',') }),
      };
      return answer(api.GET('/api/v1/directory/scope-size', { params: { query }, signal }));
    },
    enabled: users === 'all' || (groups.length > 0 && groups.length <= MOST_GROUPS),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
