import type { MappedPerson, RejectReason } from '@rollcall/contracts';
import { mayLink } from '../users/match-user.js';
import type { UserDocument } from '../users/users.schema.js';

export interface MovesInput {
  /** Those who want another address than they have, or one that somebody has, by their ids in the directory. */
  wanting: ReadonlyMap<string, MappedPerson>;
  /** Their own users, by the same ids. */
  own: ReadonlyMap<string, UserDocument>;
  /** Who has the addresses they want. */
  holders: ReadonlyMap<string, UserDocument>;
  verifiedDomains: ReadonlySet<string>;
  /** Whether a user's directory user is proved gone. */
  isGone: (user: UserDocument) => boolean;
}

export interface Moves {
  /** People whose addresses are free once all of these have given up their own: chains, swaps and longer cycles. */
  moving: MappedPerson[];
  /** People who are known under another id, which is gone. */
  relinked: { person: MappedPerson; user: UserDocument }[];
  clashing: { person: MappedPerson; reason: RejectReason }[];
}

/**
 * Who gets the address they want. Everybody is taken to move, and whose address then still belongs to somebody who stays
 * is taken out, with whoever waits for their address in turn: so a cycle of people who swap remains.
 */
export function decideMoves({ wanting, own, holders, verifiedDomains, isGone }: MovesInput): Moves {
  const moving = new Map(wanting);
  const moves: Moves = { moving: [], relinked: [], clashing: [] };
  const clash = (person: MappedPerson, reason: RejectReason) => {
    moving.delete(person.externalId);
    moves.clashing.push({ person, reason });
  };
  const given = new Map<string, string>();
  for (const person of wanting.values()) {
    const address = addressOf(person);
    const user = holders.get(address);
    if (!user || own.has(person.externalId) || !isGone(user) || given.has(address)) continue;
    if (user.excluded || !isSamePerson(person, user) || !mayLink(person, { verifiedDomains })) {
      clash(person, decisionNeeded(person, user));
    } else {
      moving.delete(person.externalId);
      given.set(address, person.name);
      moves.relinked.push({ person, user });
    }
  }
  for (let before = -1; before !== moving.size;) {
    before = moving.size;
    const taken = new Map(given);
    for (const person of [...moving.values()]) {
      const address = addressOf(person);
      const stays = holderWhoStays(person, { holders, own, moving });
      const by = taken.get(address) ?? stays?.name;
      if (by === undefined) taken.set(address, person.name);
      else clash(person, emailTaken(person, by));
    }
  }
  moves.moving = [...moving.values()];
  return moves;
}

function holderWhoStays(
  person: MappedPerson,
  { holders, own, moving }: Pick<MovesInput, 'holders' | 'own'> & { moving: ReadonlyMap<string, MappedPerson> },
): UserDocument | undefined {
  const user = holders.get(addressOf(person));
  if (!user || user._id === own.get(person.externalId)?._id) return undefined;
  const holder = user.origin?.externalId ?? '';
  return moving.has(holder) && own.get(holder)?._id === user._id ? undefined : user;
}

/** The same address alone may have been given to somebody new, who must not come into another's account. */
const isSamePerson = ({ name }: MappedPerson, user: UserDocument): boolean =>
  name.localeCompare(user.name, undefined, { sensitivity: 'base' }) === 0;

const addressOf = ({ values }: MappedPerson): string => values.Email ?? '';

function emailTaken(person: MappedPerson, by: string): RejectReason {
  const message = `The address of ${person.name} belongs to ${by} already. Correct one of the two.`;
  return { code: 'email-taken', field: 'Email', value: addressOf(person), message };
}

function decisionNeeded(person: MappedPerson, user: UserDocument): RejectReason {
  const message = `The user ${user.name} has this address, and is gone from Azure AD. If ${person.name} is the same person, link them; otherwise change one address.`;
  return { code: 'link-needs-decision', field: 'Email', value: addressOf(person), userId: user._id, message };
}
