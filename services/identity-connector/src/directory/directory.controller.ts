import { Controller, UseInterceptors } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type {
  DirectoryChanges,
  DirectoryGroup,
  DirectoryPage,
  DirectoryUser,
  PeopleRead,
  PersonTraced,
  RemovalsConfirmed,
  ScopeSize,
  SourceAttribute,
} from '@rollcall/contracts';
import {
  ConfirmRemoved,
  CountPeople,
  FindGroups,
  FindPeople,
  ListAttributes,
  MeasureScope,
  ReadChanges,
  ReadPage,
  ReadPeople,
  SamplePeople,
  TracePerson,
} from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { AttributesService } from './attributes.service.js';
import { ChangesService } from './changes.service.js';
import { GroupsService } from './groups.service.js';
import { NoteRefusals } from './note-refusals.interceptor.js';
import { PeopleService } from './people.service.js';
import { RemovalsService } from './removals.service.js';
import { ScopeSizeService } from './scope-size.service.js';
import { TraceService } from './trace.service.js';

@Controller()
@UseInterceptors(NoteRefusals)
export class DirectoryController {
  constructor(
    private readonly attributes: AttributesService,
    private readonly people: PeopleService,
    private readonly changes: ChangesService,
    private readonly removals: RemovalsService,
    private readonly groups: GroupsService,
    private readonly scopeSizes: ScopeSizeService,
    private readonly traces: TraceService,
  ) {}

  @Answers('rpc.directory.page')
  page(@Payload() request: ReadPage): Promise<DirectoryPage> {
    return this.people.page(request);
  }

  @Answers('rpc.directory.delta')
  delta(@Payload() request: ReadChanges): Promise<DirectoryChanges> {
    return this.changes.read(request);
  }

  @Answers('rpc.directory.read')
  read(@Payload() request: ReadPeople): Promise<PeopleRead> {
    return this.people.read(request);
  }

  @Answers('rpc.directory.confirm-removed')
  confirmRemoved(@Payload() request: ConfirmRemoved): Promise<RemovalsConfirmed> {
    return this.removals.confirm(request);
  }

  @Answers('rpc.directory.count')
  count(@Payload() request: CountPeople): Promise<{ total: number }> {
    return this.people.count(request);
  }

  @Answers('rpc.directory.scope-size')
  measureScope(@Payload() request: MeasureScope): Promise<ScopeSize> {
    return this.scopeSizes.measure(request);
  }

  @Answers('rpc.directory.groups')
  findGroups(@Payload() request: FindGroups): Promise<{ groups: DirectoryGroup[] }> {
    return this.groups.find(request);
  }

  @Answers('rpc.directory.attributes')
  listAttributes(@Payload() request: ListAttributes): Promise<{ attributes: SourceAttribute[] }> {
    return this.attributes.list(request);
  }

  @Answers('rpc.directory.sample')
  sample(@Payload() request: SamplePeople): Promise<{ people: DirectoryUser[] }> {
    return this.people.sample(request);
  }

  @Answers('rpc.directory.trace')
  trace(@Payload() request: TracePerson): Promise<PersonTraced> {
    return this.traces.trace(request);
  }

  @Answers('rpc.directory.find')
  find(@Payload() request: FindPeople): Promise<{ people: DirectoryUser[] }> {
    return this.people.find(request);
  }
}
