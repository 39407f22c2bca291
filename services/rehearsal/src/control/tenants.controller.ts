import {
  BadRequestException,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Patch,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import type { Group } from '../tenant/groups.js';
import { Clock } from '../tenant/clock.js';
import { textOf } from '../tenant/person.js';
import type { Person, Resource } from '../tenant/person.js';
import { REQUIRED_PERMISSIONS } from '../tenant/tenant.js';
import type { Tenant } from '../tenant/tenant.js';
import { TenantsService } from '../tenant/tenants.service.js';
import { changeMany, checkProperties, newPerson } from './change-people.js';
import {
  AgeDeltaLinks,
  ChangeGroup,
  ChangeMany,
  ChangePerson,
  ChangeTenant,
  CreateGroup,
  CreatePerson,
  CreateTenant,
  Expire,
  ListPeople,
} from './requests.js';
import { summarize } from './summarize.js';
import type { Summary } from './summarize.js';

type ShownPerson = Resource & { id: string; state: string };

/** Reads and changes the directory behind Graph's back. */
@Controller('control/tenants')
export class TenantsController {
  constructor(
    private readonly tenants: TenantsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  list(): { id: string; name: string; domains: readonly string[] }[] {
    return this.tenants.all().map(({ id, plan }) => ({ id, name: plan.name, domains: plan.domains }));
  }

  /** Another tenant, whose administrator is `admin@` its domain. */
  @Post()
  createTenant(@Body() { domain, ...plan }: CreateTenant): { id: string; administrator: string } {
    if (this.tenants.find(domain))
      throw new BadRequestException(`There is a tenant with the domain ${domain} already.`);
    const { id } = this.tenants.add(domain, plan);
    return { id, administrator: `admin@${domain}` };
  }

  @Patch(':tenant')
  change(@Param('tenant') id: string, @Body() change: ChangeTenant): ChangeTenant {
    const tenant = this.tenant(id);
    tenant.roleClaims = change.roleClaims ?? tenant.roleClaims;
    tenant.tokensWithoutRoles = change.tokensWithoutRoles ?? tenant.tokensWithoutRoles;
    tenant.withheld = new Set(change.withheldPermissions ?? tenant.withheld);
    tenant.expiredDeltaStatus = change.expiredDeltaStatus ?? tenant.expiredDeltaStatus;
    tenant.shiftingOrder = change.shiftingOrder ?? tenant.shiftingOrder;
    tenant.largestPage = change.largestPage ?? tenant.largestPage;
    tenant.deltaLifetimeMs = (change.deltaLifetimeSeconds ?? tenant.deltaLifetimeMs / 1_000) * 1_000;
    tenant.deltaTwists = new Set(change.deltaTwists ?? tenant.deltaTwists);
    const { roleClaims, tokensWithoutRoles, expiredDeltaStatus, shiftingOrder, largestPage } = tenant;
    const [deltaLifetimeSeconds, deltaTwists] = [tenant.deltaLifetimeMs / 1_000, [...tenant.deltaTwists]];
    const delta = { expiredDeltaStatus, deltaLifetimeSeconds, deltaTwists };
    const withheldPermissions = [...tenant.withheld];
    return { roleClaims, tokensWithoutRoles, withheldPermissions, ...delta, shiftingOrder, largestPage };
  }

  /** Time passes for the delta links of this tenant, and for nothing else. */
  @Post(':tenant/age-delta-links')
  @HttpCode(204)
  ageDeltaLinks(@Param('tenant') id: string, @Body() { seconds }: AgeDeltaLinks): void {
    this.tenant(id).deltaAgedMs += seconds * 1_000;
  }

  /** Everything of one kind that was issued until now is expired from now on. */
  @Post(':tenant/expire')
  @HttpCode(204)
  expire(@Param('tenant') id: string, @Body() { what }: Expire): void {
    const tenant = this.tenant(id);
    const after = this.clock.now().getTime() + 1;
    if (what === 'access-tokens') tenant.tokensValidFrom = after;
    else if (what === 'page-tokens') tenant.pageTokensValidFrom = after;
    else tenant.deltaLinksValidFrom = after + tenant.deltaAgedMs;
  }

  @Get(':tenant/summary')
  summary(@Param('tenant') id: string): Summary {
    return summarize(this.tenant(id));
  }

  @Get(':tenant/people')
  people(@Param('tenant') id: string, @Query() { state, search = '', limit, offset }: ListPeople): ShownPerson[] {
    const { people } = this.tenant(id);
    const wanted = search.toLowerCase();
    const found: ShownPerson[] = [];
    let skipped = 0;
    for (const person of state === 'present' ? people.present() : people.deleted()) {
      if (!searchable(person).includes(wanted)) continue;
      if (skipped < offset) skipped += 1;
      else found.push(show(person));
      if (found.length === limit) break;
    }
    return found;
  }

  @Post(':tenant/people')
  create(@Param('tenant') id: string, @Body() { properties }: CreatePerson): ShownPerson {
    const tenant = this.tenant(id);
    return show(tenant.people.create(newPerson(tenant, properties)));
  }

  /** The first so many ordinary people, by number: for changes whose details don't matter. */
  @Post(':tenant/people/bulk')
  @HttpCode(200)
  bulk(@Param('tenant') id: string, @Body() { action, count }: ChangeMany): { ids: string[] } {
    return { ids: changeMany(this.tenant(id), action, count, this.clock.now()) };
  }

  @Get(':tenant/people/:person')
  person(@Param('tenant') id: string, @Param('person') person: string): ShownPerson {
    return show(this.find(this.tenant(id), person));
  }

  @Patch(':tenant/people/:person')
  patch(@Param('tenant') id: string, @Param('person') key: string, @Body() change: ChangePerson): ShownPerson {
    const tenant = this.tenant(id);
    const found = this.find(tenant, key);
    checkProperties(tenant, change.properties, found);
    const person = tenant.people.patch(found, change.properties);
    return show(
      change.managerId === undefined ? person : tenant.people.setManager(person, change.managerId ?? undefined),
    );
  }

  @Post(':tenant/people/:person/:action')
  @HttpCode(200)
  act(@Param('tenant') id: string, @Param('person') key: string, @Param('action') action: string): ShownPerson {
    const tenant = this.tenant(id);
    const person = this.find(tenant, key);
    switch (action) {
      case 'delete':
        return show(tenant.people.remove(person, this.clock.now()));
      case 'restore':
        return show(tenant.people.restore(person));
      case 'purge':
        tenant.groups.forget(person.index);
        return show(tenant.people.purge(person));
      case 'disable':
      case 'enable':
        return show(tenant.people.patch(person, { accountEnabled: action === 'enable' }));
      default:
        throw new NotFoundException(`There is no '${action}'; there are delete, restore, purge, disable and enable.`);
    }
  }

  @Get(':tenant/groups')
  groups(@Param('tenant') id: string): (Resource & { id: string })[] {
    const tenant = this.tenant(id);
    return tenant.groups.all().map((group) => showGroup(tenant, group));
  }

  @Post(':tenant/groups')
  createGroup(
    @Param('tenant') id: string,
    @Body() { displayName, description }: CreateGroup,
  ): Resource & { id: string } {
    const tenant = this.tenant(id);
    return showGroup(tenant, tenant.groups.create(displayName, description));
  }

  @Patch(':tenant/groups/:group')
  patchGroup(
    @Param('tenant') id: string,
    @Param('group') group: string,
    @Body() change: ChangeGroup,
  ): Resource & { id: string } {
    const tenant = this.tenant(id);
    const given = Object.entries<string | null | undefined>({ ...change });
    const properties = Object.fromEntries(
      given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    return showGroup(tenant, tenant.groups.patch(this.group(tenant, group), properties));
  }

  @Delete(':tenant/groups/:group')
  @HttpCode(204)
  deleteGroup(@Param('tenant') id: string, @Param('group') group: string): void {
    const tenant = this.tenant(id);
    tenant.groups.remove(this.group(tenant, group));
  }

  /** Ids of the people in a group, those of the groups in it too. */
  @Get(':tenant/groups/:group/people')
  members(@Param('tenant') id: string, @Param('group') group: string): string[] {
    const tenant = this.tenant(id);
    const within = tenant.groups.within(this.group(tenant, group));
    const isMember = ({ index }: Person) => within.some((inner) => tenant.groups.has(inner, index));
    return [...tenant.people.present()].filter(isMember).map((person) => person.id);
  }

  /** A member is a person, or another group. */
  @Put(':tenant/groups/:group/members/:member')
  @HttpCode(204)
  addMember(@Param('tenant') id: string, @Param('group') group: string, @Param('member') member: string): void {
    const tenant = this.tenant(id);
    const owner = this.group(tenant, group);
    if (tenant.groups.find(member)) owner.groups.add(member);
    else tenant.groups.addPerson(owner, this.find(tenant, member).index);
  }

  @Delete(':tenant/groups/:group/members/:member')
  @HttpCode(204)
  removeMember(@Param('tenant') id: string, @Param('group') group: string, @Param('member') member: string): void {
    const tenant = this.tenant(id);
    const owner = this.group(tenant, group);
    if (!owner.groups.delete(member)) tenant.groups.removePerson(owner, this.find(tenant, member).index);
  }

  @Get(':tenant/consent')
  consent(@Param('tenant') id: string): { servicePrincipal: boolean; permissions: string[] } {
    const { granted } = this.tenant(id);
    return { servicePrincipal: granted !== undefined, permissions: [...(granted ?? [])] };
  }

  @Put(':tenant/consent')
  grant(@Param('tenant') id: string): { servicePrincipal: boolean; permissions: string[] } {
    this.tenant(id).consent();
    return this.consent(id);
  }

  /** Takes every permission away; the service principal stays. */
  @Delete(':tenant/consent')
  @HttpCode(204)
  revoke(@Param('tenant') id: string): void {
    this.tenant(id).granted?.clear();
  }

  @Delete(':tenant/consent/:permission')
  @HttpCode(204)
  revokeOne(@Param('tenant') id: string, @Param('permission') permission: string): void {
    if (!this.tenant(id).granted?.delete(permission))
      throw new NotFoundException(
        `${permission} is not granted. Consent grants ${REQUIRED_PERMISSIONS.join(' and ')}.`,
      );
  }

  /** What happens when an administrator deletes the enterprise application. */
  @Delete(':tenant/service-principal')
  @HttpCode(204)
  deleteServicePrincipal(@Param('tenant') id: string): void {
    this.tenant(id).granted = undefined;
  }

  private tenant(id: string): Tenant {
    const tenant = this.tenants.find(id);
    if (!tenant) throw new NotFoundException(`There is no tenant '${id}'. GET /control/tenants lists them.`);
    return tenant;
  }

  private find(tenant: Tenant, key: string): Person {
    const person = tenant.people.find(key);
    if (!person || person.state === 'purged')
      throw new NotFoundException(
        `There is no person '${key}' in ${tenant.plan.name}; give an object id or a user principal name.`,
      );
    return person;
  }

  private group(tenant: Tenant, id: string): Group {
    const group = tenant.groups.find(id);
    if (!group)
      throw new NotFoundException(`There is no group '${id}' in ${tenant.plan.name}. GET …/groups lists them.`);
    return group;
  }
}

function searchable({ properties }: Person): string {
  const names = ['displayName', 'mail', 'userPrincipalName'];
  return names.map((name) => textOf(properties, name).toLowerCase()).join(' ');
}

function show({ id, properties, managerId, state, deletedDateTime }: Person): ShownPerson {
  return { id, ...properties, managerId: managerId ?? null, state, deletedDateTime: deletedDateTime ?? null };
}

function showGroup({ groups, people }: Tenant, group: Group): Resource & { id: string } {
  const within = groups.within(group);
  const count = (inside: readonly Group[]): number => {
    let members = 0;
    for (let index = 0; index < people.end; index += 1)
      if (people.isPresent(index) && inside.some((inner) => groups.has(inner, index))) members += 1;
    return members;
  };
  return {
    id: group.id,
    ...group.properties,
    groups: [...group.groups],
    people: count([group]),
    peopleWithNested: count(within),
  };
}
