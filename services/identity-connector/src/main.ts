import { runService } from '@rollcall/bootstrap';
import { AppModule } from './app.module.js';
import { Environment } from './environment.js';

await runService({ name: 'identity-connector', module: AppModule, Environment });
