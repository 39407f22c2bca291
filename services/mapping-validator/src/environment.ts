import { DatabaseEnvironment } from '@rollcall/bootstrap';

export class Environment extends DatabaseEnvironment {}
