import { runService } from '@rollcall/bootstrap';
import { AppModule } from './app.module.js';
import { configure } from './configure.js';
import { Environment } from './environment.js';

await runService({ name: 'gateway', module: AppModule, Environment, configure });
