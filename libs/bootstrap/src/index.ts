export { runService, startService, type RunOptions } from './run-service.js';
