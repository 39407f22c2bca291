import type { OutcomeAction } from '@rollcall/contracts';
import type { Directory } from './directory.js';
import { areTooMany, type Evidence, type ExpectedUser, type Rules } from './kissflow.js';

export interface AbsencesInput {
  users: readonly ExpectedUser[];
  read: ReadonlySet<string>;
  /** Users whose person was read and is disabled. */
  disabled: ReadonlySet<ExpectedUser>;
  /** Users of whom this very run has found out that they are nowhere. */
  missedNow: Set<ExpectedUser>;
  recentRemovals: number;
  directory: Directory;
  rules: Rules;
  note: (user: ExpectedUser, action: OutcomeAction) => void;
}

type Fate = 'nothing' | 'deactivate' | 'delete' | OutcomeAction;

/** What becomes of those whom a whole read did not meet, or met disabled: decided together, when everybody was read. */
export class AbsenceModel {
  readonly deleted = new Set<ExpectedUser>();
  /** How many were removed whom nobody approved. */
  removals = 0;
  private readonly candidates = new Map<ExpectedUser, Evidence | undefined>();
  private readonly approved = new Map<ExpectedUser, Evidence>();
  /** Who was held or decided about before, and still is to go. */
  private readonly stillGone = new Set<ExpectedUser>();
  private readonly synced: number;
  private holds = false;

  constructor(private readonly input: AbsencesInput) {
    this.synced = input.users.filter(
      ({ externalId, status }) => externalId !== undefined && status !== 'Inactive',
    ).length;
  }

  carryOut(): void {
    const { users, read, disabled, rules } = this.input;
    const unseen = users.filter(({ externalId }) => externalId !== undefined && !read.has(externalId));
    // What is inactive already can at most be deleted.
    const mayChange = unseen.filter(
      ({ status }) => status !== 'Inactive' || rules.preferences.removedUsers === 'delete',
    );
    this.collect([...disabled]);
    this.collect(mayChange);
    for (const user of users) if (!this.stillGone.has(user)) delete user.removal;
    this.holds ||= this.isTooMuch();
    for (const [user, evidence] of this.approved) this.remove(user, evidence);
    for (const user of this.stillGone)
      if (user.removal?.state === 'held') this.candidates.set(user, user.removal.evidence);
    for (const [user, evidence] of this.candidates) {
      if (this.holds || user.removal) this.hold(user, evidence);
      else if (evidence) {
        this.removals += 1;
        this.remove(user, evidence);
      }
    }
  }

  /** Once it is clear that an administrator decides, nobody is asked about any more but those who are approved. */
  private collect(absent: readonly ExpectedUser[]): void {
    for (const user of absent) if (user.removal) this.stillGone.add(user);
    this.holds ||= absent.length > 0 && this.isTooMuch();
    for (const user of absent) {
      if (user.removal?.state === 'approved') this.prove(user);
      else if (!user.removal && this.holds)
        this.candidates.set(user, this.input.disabled.has(user) ? 'disabled' : undefined);
      else if (!user.removal) this.prove(user);
    }
  }

  private isTooMuch(): boolean {
    const waiting = [...this.stillGone].filter(({ removal }) => removal?.state === 'held').length;
    const { recentRemovals: recent, rules } = this.input;
    return areTooMany({ found: this.candidates.size, recent, waiting, synced: this.synced }, rules.preferences);
  }

  private prove(user: ExpectedUser): void {
    const { note, missedNow } = this.input;
    const evidence = this.evidenceFor(user);
    const fate = evidence ? this.fateOf(user, evidence, user.missedOnce && !missedNow.has(user)) : 'nothing';
    if (!evidence || evidence === 'present') delete user.removal;
    if (evidence === 'present' || evidence === 'outOfScope') user.missedOnce = false;
    if (fate === 'awaitingSecondLook') missedNow.add(user);
    if (fate === 'deactivate' || fate === 'delete') {
      if (user.removal) this.approved.set(user, evidence ?? 'present');
      else this.candidates.set(user, evidence);
    } else if (fate !== 'nothing') note(user, fate);
  }

  /** What the directory says when asked about this very person. */
  private evidenceFor(user: ExpectedUser): Evidence | undefined {
    const { directory, disabled, rules } = this.input;
    const { externalId = '', mayLeave } = user;
    if (directory.deleted.has(externalId)) return 'deleted';
    if (!directory.present.some(({ id }) => id === externalId)) return 'notFound';
    if (disabled.has(user)) return 'disabled';
    if (rules.scope.users === 'all') return undefined;
    return rules.preferences.leftScopeUsers === 'deactivate' && mayLeave ? 'outOfScope' : 'present';
  }

  private fateOf(user: ExpectedUser, evidence: Evidence, isSecondLook: boolean): Fate {
    const { removedUsers, disabledUsers, leftScopeUsers = 'keep' } = this.input.rules.preferences;
    // Whoever was just met disabled is there, whatever was known before.
    if (this.input.disabled.has(user) && evidence !== 'disabled') return 'nothing';
    if (user.excluded) return 'skipped';
    if (evidence === 'disabled' && (disabledUsers === 'keep' || user.status === 'Inactive')) return 'nothing';
    if (evidence === 'present' || (evidence === 'outOfScope' && leftScopeUsers === 'keep')) return 'leftScope';
    if (user.role !== 'User') return 'skipped';
    if (evidence === 'notFound' && !isSecondLook) return 'awaitingSecondLook';
    if (removedUsers === 'delete' && (evidence === 'deleted' || evidence === 'notFound')) return 'delete';
    return user.status === 'Inactive' ? 'nothing' : 'deactivate';
  }

  private hold(user: ExpectedUser, evidence: Evidence | undefined): void {
    const fate = this.fateOf(user, evidence ?? 'notFound', true);
    if (fate === 'deactivate' || fate === 'delete') {
      user.removal = { state: 'held', ...(evidence && { evidence }) };
      this.input.note(user, 'held');
    } else {
      delete user.removal;
      if (evidence && fate !== 'nothing') this.input.note(user, fate);
    }
  }

  private remove(user: ExpectedUser, evidence: Evidence): void {
    delete user.removal;
    const fate = this.fateOf(user, evidence, true);
    this.input.note(user, fate === 'delete' ? 'deleted' : 'deactivated');
    if (fate === 'delete') this.deleted.add(user);
    else Object.assign(user, { status: 'Inactive', deactivatedBy: 'sync' });
  }
}
