import {
  BeginConnection,
  ConfirmTenant,
  type Connection,
  type ConnectionBegun,
  Consented,
  GetConnection,
  RejectTenant,
  RemoveConnection,
  SignedIn,
} from './connection.js';
import {
  type DirectoryGroup,
  FindGroups,
  FindPeople,
  ListAttributes,
  MeasureScope,
  type PersonTraced,
  SamplePeople,
  type ScopeSize,
  TracePerson,
} from './directory-search.js';
import {
  ConfirmRemoved,
  CountPeople,
  type DirectoryChanges,
  type DirectoryPage,
  type PeopleRead,
  ReadChanges,
  ReadPage,
  ReadPeople,
  type RemovalsConfirmed,
} from './directory.js';
import type { DirectoryUser, SourceAttribute } from './people.js';
import { Rpc } from './rpc.js';

export const identityConnectorRequests = {
  'rpc.connection.begin': new Rpc<BeginConnection, ConnectionBegun>(BeginConnection, 15_000),
  'rpc.connection.signed-in': new Rpc<SignedIn, { consentUrl: string }>(SignedIn, 20_000),
  'rpc.connection.consented': new Rpc<Consented, Connection>(Consented, 60_000),
  'rpc.connection.get': new Rpc<GetConnection, Connection | null>(GetConnection, 5_000),
  // It proves the consent again first.
  'rpc.connection.confirm': new Rpc<ConfirmTenant, Connection>(ConfirmTenant, 60_000),
  'rpc.connection.reject': new Rpc<RejectTenant, Connection>(RejectTenant, 15_000),
  'rpc.connection.remove': new Rpc<RemoveConnection, { removed: boolean }>(RemoveConnection, 15_000),
  'rpc.directory.page': new Rpc<ReadPage, DirectoryPage>(ReadPage, 30_000),
  'rpc.directory.delta': new Rpc<ReadChanges, DirectoryChanges>(ReadChanges, 30_000),
  'rpc.directory.read': new Rpc<ReadPeople, PeopleRead>(ReadPeople, 30_000),
  'rpc.directory.confirm-removed': new Rpc<ConfirmRemoved, RemovalsConfirmed>(ConfirmRemoved, 60_000),
  'rpc.directory.count': new Rpc<CountPeople, { total: number }>(CountPeople, 30_000),
  'rpc.directory.scope-size': new Rpc<MeasureScope, ScopeSize>(MeasureScope, 30_000),
  'rpc.directory.groups': new Rpc<FindGroups, { groups: DirectoryGroup[] }>(FindGroups, 30_000),
  'rpc.directory.attributes': new Rpc<ListAttributes, { attributes: SourceAttribute[] }>(ListAttributes, 10_000),
  'rpc.directory.sample': new Rpc<SamplePeople, { people: DirectoryUser[] }>(SamplePeople, 30_000),
  'rpc.directory.trace': new Rpc<TracePerson, PersonTraced>(TracePerson, 30_000),
  'rpc.directory.find': new Rpc<FindPeople, { people: DirectoryUser[] }>(FindPeople, 30_000),
} as const;
