import { Injectable } from '@nestjs/common';
import { textOf } from '../tenant/person.js';
import type { Person } from '../tenant/person.js';
import { guid } from '../tenant/random.js';
import { TenantsService } from '../tenant/tenants.service.js';
import { columnsOf, writeRow } from './columns.js';
import { badRequest } from './graph-error.js';
import type { GraphAnswer, GraphRequest } from './graph-request.js';
import { rowsOf } from './groups.js';
import { answerPage } from './pages.js';
import { refuse, requireAdvanced } from './query.js';
import { findPresent, getUser } from './users.js';

const FIRST_ROLE = 0xfffd0000;

/** What a signed-in person sees of themselves. */
@Injectable()
export class MeService {
  constructor(private readonly tenants: TenantsService) {}

  profile(request: GraphRequest): GraphAnswer {
    return getUser(request, myself(request).id);
  }

  /** Directory roles come whole, because people may read their own; of groups `User.Read` shows the id only. */
  memberOf(request: GraphRequest, transitive: boolean): GraphAnswer {
    refuse(request.query, 'filter', 'search', 'orderBy', 'expand');
    const person = myself(request);
    const groups = request.tenant.groups.of(person.index, transitive);
    const groupColumns = columnsOf('group', ['id', 'displayName']);
    return answerPage(
      request,
      'directoryObjects',
      rowsOf([
        ...this.roleRows(request, person, '"@odata.type":"#microsoft.graph.directoryRole"'),
        ...groups.map(
          ({ id }) =>
            () =>
              writeRow(id, {}, groupColumns, '"@odata.type":"#microsoft.graph.group"'),
        ),
      ]),
    );
  }

  roles(request: GraphRequest): GraphAnswer {
    requireAdvanced(request.query);
    return answerPage(request, 'directoryRoles', rowsOf(this.roleRows(request, myself(request), '')));
  }

  private roleRows({ tenant, query }: GraphRequest, person: Person, prefix: string): (() => string)[] {
    const upn = textOf(person.properties, 'userPrincipalName');
    const columns = columnsOf(
      'directoryRole',
      query.select ?? ['id', 'deletedDateTime', 'description', 'displayName', 'roleTemplateId'],
    );
    return (this.tenants.account(upn)?.roles ?? []).map(({ templateId, displayName }, index) => () => {
      const role = { displayName, description: `${displayName} of the organization`, roleTemplateId: templateId };
      return writeRow(guid(tenant.plan.seed, FIRST_ROLE + index), role, columns, prefix);
    });
  }
}

function myself(request: GraphRequest): Person {
  const { userId } = request.caller;
  if (userId === undefined) throw badRequest('/me request is only valid with delegated authentication flow.');
  return findPresent(request, userId);
}
