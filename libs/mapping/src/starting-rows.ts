import type { MappingRow } from '@rollcall/contracts';

/** What every mapping starts with: the fields Kissflow can't do without. */
export const startingRows: readonly MappingRow[] = [
  { source: 'givenName', target: 'FirstName', syncUpdates: true },
  { source: 'surname', target: 'LastName', syncUpdates: true },
  { source: 'mail', fallbacks: ['userPrincipalName'], target: 'Email', syncUpdates: true },
];
