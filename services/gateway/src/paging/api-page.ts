import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

type Properties = Record<string, { type: string; description?: string }>;

/** Describes an answer `{ items, next? }`. */
export function ApiPage(item: Type, more: Properties = {}): MethodDecorator {
  return applyDecorators(ApiExtraModels(item), ApiOkResponse({ schema: pageSchema(item, more) }));
}

export function pageSchema(item: Type, more: Properties = {}) {
  return {
    type: 'object',
    required: ['items', ...Object.keys(more)],
    properties: {
      items: { type: 'array', items: { $ref: getSchemaPath(item) } },
      next: { type: 'string', description: 'cursor of the following page; absent on the last' },
      ...more,
    },
  };
}
