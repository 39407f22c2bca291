export { ApiClient, ApiError, until } from './demo/api.client.js';
export {
  activate,
  connect,
  ensureField,
  finished,
  saveDraft,
  signInToKissflow,
  syncNow,
  tenantDetails,
} from './demo/drive-wizard.js';
export { demoPreferences, demoRows, runDemo } from './demo/run-demo.js';
export { formatLogLine, WARNING } from './format-log-line.js';
export { OPERATOR, passwordVariable } from './nats/format-users.js';
export { permissionsOfServices, usersFile } from './nats/users-file.js';
export type { ServiceProcess } from './service-process.js';
export { serviceNames, startSystem, type System, type SystemOptions } from './start-system.js';
