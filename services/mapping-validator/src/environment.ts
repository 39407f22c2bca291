import { DatabaseEnvironment } from '@rollcall/bootstrap/environment';

export class Environment extends DatabaseEnvironment {}
