import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse } from '@nestjs/swagger';
import type { Page } from '@rollcall/contracts';
import type { Response } from 'express';
import { pageSchema } from './api-page.js';
import type { PageQuery } from './page-query.js';
import { type Columns, csvHead, csvLines } from './write-csv.js';

/** How a list is called and what it looks like as a file. */
export interface Table<Item> {
  /** Without its ending. */
  file: string;
  columns: Columns<Item>;
}

const largestPage = 200;

/** Describes an answer by `sendList`. */
export function ApiList(item: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({
      description: 'a page as JSON, or by Accept: text/csv the whole list as a file',
      content: {
        'application/json': { schema: pageSchema(item) },
        'text/csv': { schema: { type: 'string' } },
      },
    }),
  );
}

/** A page as JSON; for who prefers CSV the whole list, read page by page while it is sent. */
export async function sendList<Item, Query extends PageQuery>(
  response: Response,
  { limit, cursor, ...wanted }: Query,
  ask: (query: Omit<Query, keyof PageQuery> & PageQuery) => Promise<Page<Item>>,
  { file, columns }: Table<Item>,
): Promise<void> {
  if (response.req.accepts(['json', 'csv']) !== 'csv') {
    response.json(
      await ask({ ...wanted, ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) }),
    );
    return;
  }
  // Before the head is sent: so far an error can still be answered as one.
  const first = await ask({ ...wanted, limit: largestPage });
  response.type('text/csv').attachment(`${file}.csv`);
  const rest = (next: string) => ask({ ...wanted, limit: largestPage, cursor: next });
  try {
    await pipeline(Readable.from(write(first, rest, columns)), response);
  } catch (error) {
    // Whoever asked has left: nobody is there to be told, and nothing went wrong.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

async function* write<Item>(
  first: Page<Item>,
  askForRest: (next: string) => Promise<Page<Item>>,
  columns: Columns<Item>,
): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let { items, next } = first; ; { items, next } = await askForRest(next)) {
    yield csvLines(columns, items);
    if (next === undefined) return;
  }
}
