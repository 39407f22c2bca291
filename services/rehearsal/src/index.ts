export { REHEARSAL_CLIENT_ID, REHEARSAL_CLIENT_SECRET } from './environment.js';
export { SPOILINGS } from './control/faults.service.js';
export { STRANGER } from './control/spoil.js';
export { KISSFLOW_PEOPLE } from './kissflow-sign-in/kissflow-people.js';
export { startRehearsal } from './start-rehearsal.js';
export type { Rehearsal } from './start-rehearsal.js';
export {
  CONTOSO,
  CONTOSO_ACCOUNTS,
  FABRIKAM,
  FABRIKAM_ACCOUNTS,
  PERSONAL,
  PERSONAL_ACCOUNT,
} from './tenant/accounts.js';
