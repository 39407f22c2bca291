import type { UserField } from '../api/shapes.js';
import { formatDateTime } from './format-date.js';

/** A stored value of a user field as people read it. */
export function formatValue(value: string, type: UserField['type'] | undefined): string {
  if (type === 'Date') return value.split('-').reverse().join('/');
  if (type === 'Date & time') return formatDateTime(value);
  if (type === 'Yes/No') return value === 'true' ? 'Yes' : 'No';
  return value;
}
