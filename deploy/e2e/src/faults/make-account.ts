import type { House } from '../testing/house.js';
import type { RehearsalClient } from '../testing/rehearsal.client.js';
import type { UserRecord } from './records.js';
import type { Schedule } from './schedule.js';
import { Tenant } from './tenant.js';

/** An account that has some users already, and a tenant of its own with some groups. */
export async function makeAccount(
  house: House,
  seed: number,
  accountId: string,
  { people, largestPage }: Schedule,
): Promise<{ tenant: Tenant; signIn: string }> {
  const domain = `${accountId.toLowerCase()}.example`;
  const plan = { name: accountId, domain, people, groups: 12, seed };
  const { tenant: control, administrator: signIn } = await house.rehearsal.newTenant(plan);
  await control.setUp({ largestPage, shiftingOrder: false });
  const tenant = new Tenant(control, domain, await groupsOf(control));
  await tenant.start();
  await addUsers(house, accountId, tenant);
  return { tenant, signIn };
}

/** Of the rehearsal's groups: of most people, nested, in a circle, and with members that are no people. */
const groupNames = ['All people', 'Engineering', 'Circle one', 'Front desk', 'Mobile'];

async function groupsOf(control: RehearsalClient): Promise<{ id: string; name: string }[]> {
  const groups = (await control.groups()).map(({ id, displayName: name }) => ({ id, name }));
  const [all] = groups;
  const outside = (await control.people('present')).filter((_, index) => index % 3 === 2);
  await Promise.all(outside.map(({ id }) => control.withoutMember(all?.id ?? '', id)));
  return groups.filter(({ name }) => groupNames.includes(name));
}

/** Users whom Kissflow had before: to be linked, protected, reactivated, or not to be touched. */
async function addUsers(house: House, accountId: string, tenant: Tenant): Promise<void> {
  const { present } = await tenant.directory();
  const addressed = present.filter(({ id, mail }) => typeof mail === 'string' && id !== present[0]?.id);
  const [member, administrator, inactive] = addressed.filter(({ userType }) => userType === 'Member');
  const guest = addressed.find(({ userType }) => userType === 'Guest');
  const users = [
    { person: member, status: 'Active' as const, role: 'User' },
    { person: administrator, status: 'Active' as const, role: 'IamAdmin' },
    { person: inactive, status: 'Inactive' as const, role: 'User', deactivatedBy: 'hand' },
    { person: guest, status: 'Active' as const, role: 'User' },
  ];
  const documents = users.flatMap(({ person, ...user }, index) => {
    if (!person) return [];
    const known = { _id: `Us${accountId}x${index}`, accountId, name: `By hand ${index}` };
    const email = String(person.mail).toLowerCase();
    const rest = {
      isOwner: false,
      guest: false,
      fields: {},
      wantsInvitation: false,
      acceptedAt: new Date(),
      version: 1,
    };
    return [{ ...known, email, ...rest, ...user }];
  });
  await house.database('user-lifecycle').collection<UserRecord>('users').insertMany(documents);
}
