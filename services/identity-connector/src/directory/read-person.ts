import type { AttributeValue, DirectoryUser } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { invalidAnswer, recordOf, requireAbout } from '../microsoft/graph.client.js';
import type { Selection } from './select-attributes.js';

/**
 * Checks a record where it enters. A record that isn't a person's makes the whole answer unusable: left out, this person
 * would look as if they had gone.
 *
 * @throws RefusedError `directory-answer-invalid`, or `connection-lost` where a permission is missing
 */
export function readPerson(value: unknown, { attributes }: Selection): DirectoryUser {
  const record = recordOf(value);
  const { id, displayName, accountEnabled, userType, userPrincipalName } = record;
  if (typeof id !== 'string' || id === '') throw invalidAnswer('a person has no id');
  if (attributes.length === 0) return { externalId: id, displayName: '', enabled: null, guest: false, attributes: {} };
  // Everybody has one. Where permissions are missing Graph shows people with nothing but their id.
  if (typeof userPrincipalName !== 'string' || userPrincipalName === '') throw nothingButIds();
  if (!isTextOrEmpty(displayName) || !isTextOrEmpty(userType)) throw invalidAnswer('a name or user type is no text');
  if (typeof accountEnabled !== 'boolean' && !isEmpty(accountEnabled))
    throw invalidAnswer('accountEnabled is no yes or no');
  return {
    externalId: id,
    displayName: displayName || userPrincipalName,
    enabled: accountEnabled ?? null,
    guest: userType === 'Guest' || userPrincipalName.toUpperCase().includes('#EXT#'),
    attributes: Object.fromEntries(attributes.map((name) => [name, readValue(record, name)])),
  };
}

/**
 * The record of somebody who was asked for by id. An answer about somebody else would give them another's values.
 *
 * @throws RefusedError as readPerson
 */
export function readAskedPerson(id: string, value: unknown, selection: Selection): DirectoryUser {
  const person = readPerson(value, selection);
  requireAbout(id, person.externalId);
  return person;
}

function nothingButIds(): RefusedError {
  const words =
    'Azure AD shows people with nothing but their ids: Rollcall lacks the permission User.Read.All. Sign in again and accept everything Microsoft asks.';
  return new RefusedError('connection-lost', words, { missing: ['User.Read.All'] });
}

function readValue(record: Readonly<Record<string, unknown>>, name: string): AttributeValue {
  if (name === 'manager') return managerOf(recordOf(record.manager));
  const value = name.split('.').reduce<unknown>((outer, part) => recordOf(outer)[part], record);
  if (isEmpty(value) || value === '') return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw invalidAnswer(
      `the attribute ${name} has a value that is neither text, number, yes or no, nor a list of texts`,
    );
  }
  return value.length === 0 ? null : value;
}

/** A manager may also be a contact, who has an address and no sign-in name. */
function managerOf({ id, mail, userPrincipalName }: Record<string, unknown>): AttributeValue {
  if (typeof id !== 'string' || id === '') return null;
  const name = [mail, userPrincipalName].find((address) => typeof address === 'string' && address !== '');
  return { id, name: typeof name === 'string' ? name : id };
}

const isEmpty = (value: unknown): value is null | undefined => value === null || value === undefined;
const isTextOrEmpty = (value: unknown): value is string | null | undefined =>
  isEmpty(value) || typeof value === 'string';
