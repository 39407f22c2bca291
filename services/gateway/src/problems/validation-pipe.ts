import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, HttpProblem } from './http-problem.js';

/** Bodies, queries and parameters are what their classes say and nothing besides; wrong ones are told field by field. */
export const validationPipe = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  transform: true,
  validationError: { target: false, value: false },
  exceptionFactory: (found) => {
    const errors = found.flatMap((error) => fieldErrors(error));
    const words = errors.map(({ field, message }) => (message.includes(field) ? message : `${field}: ${message}`));
    return new HttpProblem(400, 'invalid-request', `The request is not valid. ${words.join('; ')}.`, { errors });
  },
});

function fieldErrors({ property, constraints = {}, children = [] }: ValidationError, parent = ''): FieldError[] {
  const field = `${parent}${property}`;
  // The rule that says what a field is stands first in its class and comes last here. Who broke it needs no other.
  const own = Object.entries(constraints)
    .slice(-1)
    .map(([rule, words]) => ({ field, message: inWords(rule, words) }));
  return [...own, ...children.flatMap((child) => fieldErrors(child, `${field}.`))];
}

function inWords(rule: string, words: string): string {
  if (rule === 'whitelistValidation') return 'is not known here: leave it out';
  if (rule === 'unknownValue') return 'must be an object';
  return words;
}
