import { Catch, Injectable } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../tenant/clock.js';
import { EntraError } from './entra-error.js';

/** Answers a refused token request as Entra does. */
@Injectable()
@Catch(EntraError)
export class EntraErrorFilter implements ExceptionFilter<EntraError> {
  constructor(private readonly clock: Clock) {}

  catch(error: EntraError, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(error.status).json(error.body(this.clock.now()));
  }
}
