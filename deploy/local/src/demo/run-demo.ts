import type { Outcome, Page, Run } from '@rollcall/contracts';
import { ApiClient } from './api.client.js';
import {
  activate,
  connect,
  ensureField,
  saveDraft,
  signInToKissflow,
  tenantDetails,
  type WizardChoices,
} from './drive-wizard.js';
import { formatReport } from './format-report.js';

/** Who sets it up, in the rehearsal's Kissflow and in its Azure AD. */
const superAdmin = 'Us0000001';
const administrator = 'ana.admin@contoso.com';

export const demoRows: WizardChoices['rows'] = [
  { source: 'givenName', target: 'FirstName', syncUpdates: true },
  { source: 'surname', target: 'LastName', syncUpdates: true },
  { source: 'mail', fallbacks: ['userPrincipalName'], target: 'Email', syncUpdates: true },
  { source: 'jobTitle', target: 'Designation', syncUpdates: true },
  { source: 'employeeHireDate', target: 'Joining_date', syncUpdates: false },
];

export const demoPreferences: WizardChoices['preferences'] = {
  schedule: { every: 'week', weekday: 'monday', time: '02:00', timeZone: 'Europe/Berlin' },
  removedUsers: 'deactivate',
  disabledUsers: 'deactivate',
  reactivate: 'all',
  notify: [superAdmin],
  sendInvitations: true,
  inviteGuests: false,
  threshold: { people: 10, percent: 5 },
};

/** The product's main job through its REST API: from sign-in to Save & sync now, and the report of the run. */
export async function runDemo(urls: { gateway: string; rehearsal: string }, say: (line: string) => void): Promise<Run> {
  const api = new ApiClient(urls.gateway, await signInToKissflow(urls.rehearsal, superAdmin));
  const { name, role } = await api.get<{ name: string; role: string }>('/me');
  say(`1  Signed in to Kissflow as ${name}, ${role}`);
  await connect(api, administrator);
  const tenant = await tenantDetails(api);
  say(`2  Tenant details: ${tenant.tenantName}, ${tenant.tenantId}, consented by ${tenant.consentedBy}`);
  await ensureField(api, { name: 'Joining date', type: 'Date', required: false });
  const groups = await allGroups(api);
  say(`3  User sync: all users, guests too, and ${groups.length} groups`);
  const scope = { users: 'all' as const, userGroups: [], includeGuests: true, groupInfo: groups.length > 0, groups };
  const test = await saveDraft(api, { scope, rows: demoRows, preferences: demoPreferences });
  say(`4  Field mapping: ${demoRows.length} rows, tested on ${test.people.length} people: ${test.result}`);
  say('5  Sync preferences: every Monday at 02:00, removed people are deactivated');
  say('6  Save & sync now');
  const run = await activate(api);
  say(`\n${formatReport(run)}`);
  await sayRejects(api, run, say);
  return run;
}

async function allGroups(api: ApiClient): Promise<{ id: string; name: string }[]> {
  const { items } = await api.get<{ items: { id: string; name: string }[] }>('/directory/groups');
  return items.map(({ id, name }) => ({ id, name }));
}

async function sayRejects(api: ApiClient, { runId }: Run, say: (line: string) => void): Promise<void> {
  const { items } = await api.get<Page<Outcome>>(`/sync-runs/${runId}/people?outcome=rejected&limit=5`);
  for (const { name, reason } of items) say(`     · ${name}: ${reason ?? ''}`);
}
