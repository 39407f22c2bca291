import type { Tenant } from '../tenant/tenant.js';
import { columnsOf, propertiesOf, writeRow } from './columns.js';
import { resourceNotFound } from './graph-error.js';
import { contextOf, json, record } from './graph-request.js';
import type { GraphAnswer, GraphRequest } from './graph-request.js';
import { rowsOf } from './groups.js';
import { answerPage } from './pages.js';
import { refuse } from './query.js';
import { userColumns } from './users.js';

const ORGANIZATION_PROPERTIES = ['id', 'displayName', 'tenantType', 'countryLetterCode', 'verifiedDomains'];
/** All that a person's own `User.Read` shows: https://learn.microsoft.com/graph/api/organization-list */
const BASIC_PROPERTIES = new Set(['id', 'displayName', 'verifiedDomains']);
const READS_ORGANIZATION = ['Organization.Read.All', 'User.Read.All', 'Directory.Read.All'];

export function listOrganizations(request: GraphRequest): GraphAnswer {
  const { tenant, caller, query } = request;
  const columns = columnsOf('organization', query.select ?? ORGANIZATION_PROPERTIES);
  const all = organizationOf(tenant);
  const isFull = READS_ORGANIZATION.some((permission) => caller.permissions.has(permission));
  const visible = Object.fromEntries(Object.entries(all).filter(([name]) => isFull || BASIC_PROPERTIES.has(name)));
  return json(`{${contextOf('organization')},"value":[${writeRow(tenant.id, visible, columns)}]}`);
}

function organizationOf({ plan }: Tenant): Record<string, string | ReturnType<typeof domain>[]> {
  const [custom, initial] = plan.domains;
  return {
    displayName: plan.name,
    tenantType: 'AAD',
    countryLetterCode: 'US',
    verifiedDomains: [domain(custom, false), domain(initial, true)],
  };
}

const domain = (name: string, isInitial: boolean): { [key: string]: string | boolean } => ({
  capabilities: 'Email, OfficeCommunicationsOnline',
  isDefault: !isInitial,
  isInitial,
  name,
  type: 'Managed',
});

/** Soft-deleted people, who can be restored for 30 days. */
export function listDeletedUsers(request: GraphRequest): GraphAnswer {
  refuse(request.query, 'filter', 'search', 'orderBy', 'expand');
  const columns = userColumns(request, true);
  const people = [...request.tenant.people.deleted()].sort((one, other) => one.index - other.index);
  const writers = people.map((person) => () => writeRow(person.id, propertiesOf(person), columns));
  return answerPage(request, 'directory/deletedItems/microsoft.graph.user', rowsOf(writers));
}

export function getDeletedItem(request: GraphRequest, id: string): GraphAnswer {
  const person = request.tenant.people.find(id);
  if (person?.state !== 'deleted') throw resourceNotFound(id);
  const select = request.query.select ?? ['id', 'deletedDateTime', 'displayName', 'userPrincipalName'];
  const row = writeRow(
    person.id,
    propertiesOf(person),
    columnsOf('user', select),
    '"@odata.type":"#microsoft.graph.user"',
  );
  return record('directory/deletedItems', row);
}
