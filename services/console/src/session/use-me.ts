import { useSuspenseQuery } from '@tanstack/react-query';
import { meQuery } from '../api/queries.js';
import type { Me } from '../api/shapes.js';

/** The person signed in. The pages inside the shell are drawn only for somebody. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;
