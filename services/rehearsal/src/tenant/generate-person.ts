import { DEPARTMENTS, JOBS, NAMES, PLACES } from './names.js';
import { textOf } from './person.js';
import type { NamedPerson, Person, Resource, TenantPlan } from './person.js';
import { guid, mix, pick } from './random.js';

/** The days on which somebody may have been hired. */
const DAYS = Array.from({ length: 5_000 }, (_, day) =>
  new Date(Date.UTC(2012, 0, 2) + day * 86_400_000).toISOString().slice(0, 10),
);

const NO_EXTENSIONS: Resource = Object.fromEntries(
  Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, null]),
);

const every = (index: number, step: number, at: number): boolean => index % step === at;

/** The outsider who is some people's manager: a mail contact, not a user. */
export const CONTACT_NUMBER = 0xffff0001;

/**
 * Makes person `index` of a tenant. About 3 in 100 can't be mapped by first name, surname and mail; the rest is awkward
 * in ways that a sync has to bear: scripts, capitals in addresses, no mail, guests, disabled accounts, long names.
 */
export function generatePerson(plan: TenantPlan, index: number): Person {
  const named = plan.named[index];
  let properties: Resource | undefined;
  return {
    index,
    id: guid(plan.seed, index),
    /** This and the manager are made when asked for: lists of members often need no more than ids. */
    get properties() {
      return (properties ??= named ? namedProperties(plan, named, index) : generatedProperties(plan, index));
    },
    cleared: [],
    get managerId() {
      return managerOf(plan, index);
    },
    state: 'present',
    deletedDateTime: undefined,
  };
}

function namedProperties(plan: TenantPlan, { upn, given, surname, jobTitle }: NamedPerson, index: number): Resource {
  return {
    ...workplace(plan, index),
    displayName: `${given} ${surname}`,
    givenName: given,
    surname,
    jobTitle,
    mail: upn,
    ...account(plan, upn, true),
  };
}

function generatedProperties(plan: TenantPlan, index: number): Resource {
  const family = pick(NAMES, mix(plan.seed, index, 1));
  const given = pick(family.given, mix(plan.seed, index, 2));
  const surname = pick(family.surnames, mix(plan.seed, index, 3));
  const isGuest = every(index, 25, 7);
  const enabled = !every(index, 33, 13);
  const hasSurname = !every(index, 100, 17);
  const local = `${given.latin}.${surname.latin}${index}`;
  const upn = isGuest ? `${local}_partner.example#EXT#@${plan.domains[1]}` : `${local}@${plan.domains[0]}`;
  return {
    ...workplace(plan, index),
    displayName: every(index, 1000, 50)
      ? `${given.written} ${'ü'.repeat(254 - given.written.length)}é`
      : [given.written, hasSurname ? surname.written : ''].join(' ').trim(),
    givenName: every(index, 250, 60) ? null : given.written,
    surname: hasSurname ? surname.written : null,
    jobTitle: pick(JOBS, mix(plan.seed, index, 4)),
    mail: mailOf(plan, index, isGuest ? `${local}@partner.example` : upn, isGuest),
    ...account(plan, upn, enabled),
    ...(isGuest && { userType: 'Guest', creationType: 'Invitation', externalUserState: 'Accepted' }),
  };
}

function mailOf(plan: TenantPlan, index: number, address: string, isGuest: boolean): string | null {
  // Person 41 has the address of person 40, in capitals: the one pair that shares an address.
  if (index === 41) return textOf(generatePerson(plan, 40).properties, 'mail').toUpperCase();
  if (isGuest) return every(index, 200, 107) ? null : address;
  if (every(index, 20, 3)) return null;
  return every(index, 10, 4) ? address.replace(/(^|\.)([a-z])/g, (letter) => letter.toUpperCase()) : address;
}

function account(plan: TenantPlan, upn: string, enabled: boolean): Resource {
  return {
    userPrincipalName: upn,
    mailNickname: upn.split('@', 1)[0]?.replace('#EXT#', '').slice(0, 64) ?? null,
    accountEnabled: enabled,
    userType: 'Member',
    identities: [{ signInType: 'userPrincipalName', issuer: plan.domains[1], issuerAssignedId: upn }],
  };
}

function workplace(plan: TenantPlan, index: number): Resource {
  const place = pick(PLACES, mix(plan.seed, index, 5));
  const hired = DAYS[mix(plan.seed, index, 6) % DAYS.length] ?? '';
  const phone = String(1_000_000 + (mix(plan.seed, index, 7) % 9_000_000));
  return {
    department: departmentOf(index),
    companyName: plan.name,
    city: place.city,
    state: place.state,
    country: place.country,
    usageLocation: place.usageLocation,
    preferredLanguage: place.language,
    officeLocation: place.office,
    mobilePhone: every(index, 6, 5) ? null : `+1 555 ${phone}`,
    businessPhones: every(index, 4, 2) ? [] : [`+49 30 ${phone}`],
    employeeId: String(index + 1).padStart(6, '0'),
    employeeType: every(index, 15, 8) ? 'Contractor' : 'Employee',
    employeeHireDate: every(index, 12, 10) ? null : `${hired}T00:00:00Z`,
    employeeOrgData: { costCenter: `CC-${index % 40}`, division: index % 2 ? 'North' : 'South' },
    createdDateTime: `${hired}T09:00:00Z`,
    onPremisesExtensionAttributes: extensionAttributes(index, hired),
    otherMails: [],
    proxyAddresses: [],
  };
}

export function departmentOf(index: number): (typeof DEPARTMENTS)[number] {
  return pick(DEPARTMENTS, index);
}

/** extensionAttribute1 is the joining date as people type it: DD/MM/YYYY, words, or nothing. */
function extensionAttributes(index: number, hired: string): Resource {
  const [year, month, day] = hired.split('-');
  const typed = every(index, 50, 6) ? '06/06/2019' : `${day}/${month}/${year}`;
  return {
    ...NO_EXTENSIONS,
    extensionAttribute1: every(index, 50, 21) ? 'June sixth' : every(index, 50, 22) ? null : typed,
    extensionAttribute2: `Badge ${index}`,
  };
}

/** A tree of about eight reports each, with a contact as manager here and there, and two people who manage each other. */
function managerOf(plan: TenantPlan, index: number): string | undefined {
  if (index === 0) return undefined;
  if (index === 70 && plan.people > 71) return guid(plan.seed, 71);
  if (index === 71) return guid(plan.seed, 70);
  if (every(index, 90, 33)) return guid(plan.seed, CONTACT_NUMBER);
  return guid(plan.seed, Math.floor((index - 1) / 8));
}
