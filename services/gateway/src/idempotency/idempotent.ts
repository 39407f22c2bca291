import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

/** Sent again under the same Idempotency-Key, the request is answered as before and does nothing more. */
export const Idempotent = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'of your making, such as a UUID: for a day the same request with the same key does nothing more and is answered ' +
        'alike. With another request it is refused (422 idempotency-key-reused); while the first is being answered, too ' +
        '(409 request-in-progress). A request that failed is no answer: send it again with its key',
      schema: { type: 'string', minLength: 16, maxLength: 100, pattern: '^[\\x21-\\x7e]+$' },
    }),
  );
