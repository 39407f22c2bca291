import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { DirectoryRequest } from '@rollcall/contracts';
import { catchError, type Observable } from 'rxjs';
import { isShutOut } from '../connections/probe.service.js';
import { WatchService } from '../connections/watch.service.js';

/** A question that Microsoft refuses is news of the connection too: a sync may find out before the watch does. */
@Injectable()
export class NoteRefusals implements NestInterceptor {
  constructor(private readonly watch: WatchService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToRpc().getData<DirectoryRequest>();
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        if (isShutOut(error)) await this.watch.refused(request, error);
        throw error;
      }),
    );
  }
}
