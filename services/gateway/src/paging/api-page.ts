import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

type Properties = Record<string, { type: string; description?: string }>;

/** Properties of a page besides its items: those that are always there, and those that may be missing. */
interface More {
  always?: Properties;
  sometimes?: Properties;
}

/** Describes an answer `{ items, next? }`. */
export function ApiPage(item: Type, more: More = {}): MethodDecorator {
  return applyDecorators(ApiExtraModels(item), ApiOkResponse({ schema: pageSchema(item, more) }));
}

export function pageSchema(item: Type, { always = {}, sometimes = {} }: More = {}) {
  return {
    type: 'object',
    required: ['items', ...Object.keys(always)],
    properties: {
      items: { type: 'array', items: { $ref: getSchemaPath(item) } },
      next: { type: 'string', description: 'cursor of the following page; absent on the last' },
      ...always,
      ...sometimes,
    },
  };
}
