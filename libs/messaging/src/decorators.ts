import { applyDecorators, type ArgumentsHost, Catch, type ExceptionFilter, UseFilters } from '@nestjs/common';
import { EventPattern, MessagePattern, Transport } from '@nestjs/microservices';
import type { EventOf, EventSubject, ReplyOf, RequestOf, RequestSubject } from '@rollcall/contracts';
import { type Observable, throwError } from 'rxjs';

/** The transport of events. Each strategy takes the handlers of its own transport only. */
export const JETSTREAM = Symbol('JETSTREAM');

type Handler<Message, Result> = (message: Message) => Result | Promise<Result>;
type DecoratorOf<Message, Result> = <M extends Handler<Message, Result>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** The method answers this request; it takes the contract's request and returns its reply. */
export function Answers<S extends RequestSubject>(subject: S): DecoratorOf<RequestOf<S>, ReplyOf<S>> {
  return applyDecorators(MessagePattern<string>(subject, Transport.NATS), UseFilters(new Rethrow()));
}

/** The method handles this event. It may be called again with the same event, and out of order. */
export function Handles<S extends EventSubject>(subject: S): DecoratorOf<EventOf<S>, void> {
  return applyDecorators(EventPattern<string>(subject, JETSTREAM), UseFilters(new Rethrow()));
}

/** By itself Nest turns every error of a handler into "Internal server error" before the transport sees it. */
@Catch()
class Rethrow implements ExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}
