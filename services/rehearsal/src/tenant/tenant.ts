import { Groups } from './groups.js';
import { People } from './people.js';
import type { TenantPlan } from './person.js';

/** What Rollcall's registration asks for, so what an administrator's consent to `.default` grants. */
export const REQUIRED_PERMISSIONS = ['User.Read.All', 'GroupMember.Read.All'] as const;

/** `duplicates`: everybody twice on a page. `replays`: those of earlier rounds again. `emptyPages`: one before each page. */
export const DELTA_TWISTS = ['duplicates', 'replays', 'emptyPages'] as const;
export type DeltaTwist = (typeof DELTA_TWISTS)[number];

/** A tenant with its directory and with what it knows of Rollcall's application. */
export class Tenant {
  readonly people: People;
  readonly groups: Groups;
  /** Application permissions granted; undefined while there is no service principal. */
  granted: Set<string> | undefined;
  /** Permissions that the next consents leave out, as where a registration does not ask for them yet. */
  withheld: ReadonlySet<string> = new Set();
  /** How many more tokens are issued without roles, as happens while a consent spreads. */
  tokensWithoutRoles = 0;
  /** Tokens issued before this moment are refused. */
  tokensValidFrom = 0;
  /** Page tokens, and delta links, made before this moment are expired. */
  pageTokensValidFrom = 0;
  deltaLinksValidFrom = 0;
  /** How an expired delta link is refused; Microsoft documents both. */
  expiredDeltaStatus: 400 | 410 = 410;
  /** How long delta links last, and by how much they have been made older than they are. */
  deltaLifetimeMs = 7 * 86_400_000;
  deltaAgedMs = 0;
  /** How changes are told: each is allowed by Microsoft, and seldom seen. */
  deltaTwists: ReadonlySet<DeltaTwist> = new Set();
  /** Whether ID tokens have the `wids` claim (the registration's `groupMembershipClaims`). */
  roleClaims = true;
  /** Whether every read of a list begins somewhere else in it. */
  shiftingOrder = false;
  /** The most that a page holds, whatever is asked for. */
  largestPage = 999;
  private reads = 0;

  constructor(readonly plan: TenantPlan) {
    this.people = new People(plan);
    this.groups = new Groups(plan);
  }

  get id(): string {
    return this.plan.id;
  }

  consent(): void {
    this.granted = new Set(REQUIRED_PERMISSIONS.filter((permission) => !this.withheld.has(permission)));
  }

  /** Where the next read of a list begins; a prime, so that reads differ in lists of any length. */
  nextOffset(): number {
    if (!this.shiftingOrder) return 0;
    this.reads += 1;
    return this.reads * 7919;
  }

  answersTo(idOrDomain: string): boolean {
    const name = idOrDomain.toLowerCase();
    return name === this.id || this.plan.domains.includes(name);
  }
}
