import { Injectable } from '@nestjs/common';

/** Tells what time it is, so that a test can. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
