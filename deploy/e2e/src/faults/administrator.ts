import type { Activated, Outcome, Page, Run } from '@rollcall/contracts';
import { type ApiClient, ApiError, saveDraft, until } from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import type { DirectoryPerson } from '../testing/rehearsal.client.js';
import type { Rules } from './kissflow.js';
import type { Records, UserRecord } from './records.js';
import type { Deed, Step } from './schedule.js';
import { rulesOf } from './settings.js';
import { pick, type Tenant } from './tenant.js';

export const superAdmin = 'Us0000001';
const listedAtOnce = 200;
const runMs = 60_000;

export type AdministratorStep = Extract<
  Step,
  { do: 'sync' | 'cancel' | 'activate' | 'preview' | 'decide' | 'exclude' | 'hand' }
>;
type Held = '/removals' | '/email-changes';

/** Somebody in front of the console, through its API; remembers what they asked for. */
export class Administrator {
  /** Runs that were asked for. */
  readonly requested: string[] = [];
  /** People whose removal was approved, by their id in the directory. */
  readonly approved = new Set<string>();
  /** Users to whom they did what the directory knows nothing of, so that only a run that reads everybody sees to it. */
  readonly meddledWith = new Set<string>();
  /** Users whose values they changed themselves. */
  readonly hasEdited = new Set<string>();
  private made = 0;

  constructor(
    private readonly api: ApiClient,
    private readonly records: Records,
    private readonly tenant: Tenant,
  ) {}

  async act(step: AdministratorStep): Promise<void> {
    switch (step.do) {
      case 'sync':
        return await this.request('/sync-runs', { kind: 'sync' });
      case 'cancel':
        return await this.cancel();
      case 'activate':
        return await this.activate(rulesOf(step.settings, this.tenant.groups));
      case 'preview':
        if (step.of === 'draft') await this.save(rulesOf(step.settings, this.tenant.groups));
        return await this.request('/sync-runs', { kind: 'preview', of: step.of });
      case 'decide':
        return await this.decide(`/${step.about}`, step.decision, step.whom);
      case 'exclude':
        return await this.exclude(step.excluded, step.who);
      case 'hand':
        return await this.change(step.deed, step.who, step.other);
    }
  }

  async save({ scope, rows, preferences }: Rules): Promise<void> {
    await saveDraft(this.api, { scope, rows: [...rows], preferences });
  }

  async activate(rules: Rules): Promise<void> {
    await this.save(rules);
    const { runId } = await this.api.post<Activated>('/sync-configuration/activate');
    this.requested.push(runId);
  }

  /** The run as it ended; if none is named, the one they asked for last. */
  async finished(runId = this.requested.at(-1) ?? ''): Promise<Run> {
    const isOver = async () => (await this.records.runs()).some((run) => run.ids.includes(runId) && run.finishedAt);
    await until(`run ${runId}`, async () => ((await isOver()) ? true : undefined), runMs);
    return await this.api.get<Run>(`/sync-runs/${runId}`);
  }

  /** Answers the run that carries it out, if there is one. */
  async decide(about: Held, decision: 'approve' | 'keep', whom: number[] | 'all'): Promise<void> {
    const { items, asOf } = await this.api.get<Page<{ externalId: string }> & { asOf?: string }>(
      `${about}?state=held&limit=${listedAtOnce}`,
    );
    const ids = items.map(({ externalId }) => externalId);
    const chosen = whom === 'all' ? ids : [...new Set(whom.flatMap((number) => pick(ids, number) ?? []))];
    if (asOf === undefined || chosen.length === 0) return;
    // Before the answer, which may never come.
    if (about === '/removals' && decision === 'approve') for (const id of chosen) this.approved.add(id);
    const body = { [decision]: whom === 'all' ? whom : chosen, asOf };
    const { runId } = await this.api.post<{ runId?: string }>(`${about}/decide`, body);
    if (runId !== undefined) this.requested.push(runId);
  }

  /** Presses again as long as nobody answers: most of what a schedule breaks is mended within seconds. */
  private async request(path: string, body: object): Promise<void> {
    const press = () => this.api.post<{ runId: string }>(path, body).catch(refusal);
    const answer = await eventually(press, { timeoutMs: 15_000, intervalMs: 300 });
    if (answer instanceof ApiError) throw answer;
    this.requested.push(answer.runId);
  }

  private async cancel(): Promise<void> {
    const runId = this.requested.at(-1);
    if (runId !== undefined) await this.api.post(`/sync-runs/${runId}/cancel`);
  }

  private async exclude(excluded: boolean, who: number): Promise<void> {
    const users = (await this.users()).filter((user) => (user.excluded ?? false) !== excluded);
    const user = pick(users, who);
    if (!user) return;
    this.meddledWith.add(user._id);
    await this.api.send(excluded ? 'PUT' : 'DELETE', `/users/${user._id}/sync-exclusion`);
  }

  private async change(deed: Deed, who: number, other: number): Promise<void> {
    const user = pick(await this.users(), who);
    if (!user) return;
    this.made += 1;
    this.edit(user._id);
    const path = `/users/${user._id}`;
    switch (deed) {
      case 'edit':
        return await this.patch(path, { values: { Designation: `By hand ${this.made}`, FirstName: 'Hand' } });
      case 'clear':
        return await this.patch(path, { values: { Designation: null } });
      case 'promote':
      case 'demote':
        return await this.patch(path, { role: deed === 'promote' ? 'IamAdmin' : 'User' });
      case 'activate':
      case 'deactivate':
        return await this.api.post(`${path}/${deed}`);
      case 'add':
        return await this.add(pick((await this.tenant.directory()).present, other));
      case 'link':
        return await this.link(user);
    }
  }

  private async patch(path: string, change: object): Promise<void> {
    await this.api.send('PATCH', path, change);
  }

  /** Somebody whom a sync may find to be there already, under the same address. */
  private async add(person: DirectoryPerson | undefined): Promise<void> {
    const values = { FirstName: 'Added', LastName: `By hand ${this.made}`, Email: person?.mail ?? null };
    await this.api.post('/users', { values, sendInvitation: false });
  }

  /** Decides a question of a sync about somebody, whoever comes first. */
  private async link(user: UserRecord): Promise<void> {
    for (const { _id: runId } of (await this.records.runs()).reverse()) {
      const { items } = await this.api.get<Page<Outcome>>(`/sync-runs/${runId}/people?outcome=rejected&limit=200`);
      const asked = items.flatMap(({ externalId, reasons }) =>
        reasons.flatMap(({ code, userId }) => (code === 'link-needs-decision' ? [{ externalId, userId }] : [])),
      );
      const { externalId, userId = user._id } = asked[0] ?? {};
      if (externalId === undefined) continue;
      this.edit(userId);
      return await this.api.post(`/users/${userId}/link`, { runId, externalId });
    }
  }

  private edit(userId: string): void {
    this.meddledWith.add(userId);
    this.hasEdited.add(userId);
  }

  /** Everybody but themselves. */
  private async users(): Promise<UserRecord[]> {
    return (await this.records.users()).filter(({ _id }) => _id !== superAdmin);
  }
}

/** What is refused stays so; anything else may pass. */
function refusal(error: unknown): ApiError {
  if (error instanceof ApiError && error.status < 500) return error;
  throw error;
}
