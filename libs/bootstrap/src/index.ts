export { DatabaseEnvironment, EnvironmentError, loadEnvironment, ServiceEnvironment } from './environment.js';
export { runService, startService, type RunOptions } from './run-service.js';
