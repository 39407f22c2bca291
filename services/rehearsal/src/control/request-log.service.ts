import { Injectable } from '@nestjs/common';

export interface LoggedRequest {
  readonly at: string;
  readonly method: string;
  /** Without the query, which may hold codes. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

const KEPT = 1_000;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What was asked lately, without bodies, queries and tokens. */
@Injectable()
export class RequestLogService {
  private recent: LoggedRequest[] = [];
  private total = 0;
  private readonly byStatus = new Map<number, number>();
  private readonly byPath = new Map<string, number>();

  add(request: LoggedRequest): void {
    this.recent.push(request);
    if (this.recent.length > KEPT * 2) this.recent = this.recent.slice(-KEPT);
    this.total += 1;
    count(this.byStatus, request.status);
    count(this.byPath, `${request.method} ${request.path.replace(ID, '{id}')}`);
  }

  counters(): { total: number; byStatus: Record<string, number>; byPath: Record<string, number> } {
    return {
      total: this.total,
      byStatus: Object.fromEntries(this.byStatus),
      byPath: Object.fromEntries(this.byPath),
    };
  }

  /** Newest first. */
  list(limit: number): LoggedRequest[] {
    return this.recent.slice(-Math.min(limit, KEPT)).reverse();
  }

  clear(): void {
    this.recent = [];
    this.total = 0;
    this.byStatus.clear();
    this.byPath.clear();
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
