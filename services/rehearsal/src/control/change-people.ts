import { BadRequestException } from '@nestjs/common';
import { hasProperty } from '../graph/columns.js';
import { propertyType } from '../graph/graph-types.js';
import { textOf } from '../tenant/person.js';
import type { Json, Person, Resource } from '../tenant/person.js';
import type { Tenant } from '../tenant/tenant.js';

/** Refuses what Graph would not have, so that a slip in a test shows at once. */
export function checkProperties({ people }: Tenant, properties: Resource, owner?: Person): void {
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'id' || !hasProperty('user', name))
      throw new BadRequestException(
        `A user has no property ${name} that could be set. Use Graph's names, such as givenName.`,
      );
    if (!fits(value, propertyType('user', name) ?? 'String'))
      throw new BadRequestException(`${name} must be ${propertyType('user', name)}, as in Graph's schema.`);
  }
  const holder = people.find(textOf(properties, 'userPrincipalName'));
  if (holder && holder.state !== 'purged' && holder.id !== owner?.id)
    throw new BadRequestException('Somebody else has this userPrincipalName; it must be unique in the tenant.');
}

function fits(value: Json, type: string): boolean {
  if (value === null) return !type.endsWith('!');
  if (type.includes('[]')) return Array.isArray(value);
  switch (type.replace('!', '')) {
    case 'String':
      return typeof value === 'string';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Int32':
      return Number.isInteger(value);
    case 'DateTimeOffset':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
    default:
      return typeof value === 'object' && !Array.isArray(value);
  }
}

/** A person with what everybody must have; the rest is null until it is given. */
export function newPerson(tenant: Tenant, properties: Resource): Resource {
  const { people, plan } = tenant;
  checkProperties(tenant, properties);
  const upn = properties['userPrincipalName'] ?? `new.person${people.end}@${plan.domains[0]}`;
  return {
    displayName: 'New Person',
    accountEnabled: true,
    userType: 'Member',
    mailNickname: `new.person${people.end}`,
    createdDateTime: new Date().toISOString(),
    ...properties,
    userPrincipalName: upn,
  };
}

/** Changes the first people who have no name of their own in this rehearsal, and who are enabled members. */
export function changeMany(
  tenant: Tenant,
  action: 'delete' | 'disable' | 'rename',
  count: number,
  now: Date,
): string[] {
  const chosen = chooseOrdinary(tenant, count);
  if (chosen.length < count)
    throw new BadRequestException(`There are only ${chosen.length} enabled members to ${action}.`);
  for (const person of chosen) {
    if (action === 'delete') tenant.people.remove(person, now);
    else tenant.people.patch(person, action === 'disable' ? { accountEnabled: false } : renamed(person));
  }
  return chosen.map(({ id }) => id);
}

function chooseOrdinary({ people, plan }: Tenant, count: number): Person[] {
  const chosen: Person[] = [];
  for (const person of people.present()) {
    if (chosen.length === count) break;
    const { accountEnabled, userType, givenName, surname } = person.properties;
    const isOrdinary = accountEnabled === true && userType === 'Member' && Boolean(givenName) && Boolean(surname);
    if (isOrdinary && person.index >= plan.named.length && person.index !== 40 && person.index !== 41)
      chosen.push(person);
  }
  return chosen;
}

/** A name that differs from the last one, however often it was changed, and stays short enough for Entra ID. */
function renamed({ properties }: Person): Resource {
  const [, name = '', times = '0'] = /^(.*?)(?:-Renamed-(\d+))?$/u.exec(textOf(properties, 'surname')) ?? [];
  const surname = `${name.slice(0, 48)}-Renamed-${Number(times) + 1}`;
  return { surname, displayName: `${textOf(properties, 'givenName')} ${surname}` };
}
