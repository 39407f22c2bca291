import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  type AccountRequest,
  type AttributeValue,
  DirectoryGroup,
  type DirectoryUser,
  ScopeSize,
  SourceAttribute,
} from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import { ApiPage } from '../paging/api-page.js';
import { Account } from '../session/access.js';
import { DirectoryService } from './directory.service.js';
import { Explanation } from './explanation.js';
import { ExplanationService } from './explanation.service.js';

class GroupSearch {
  @ApiPropertyOptional({ description: 'beginning of a name' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;
}

class PersonSearch {
  @ApiProperty({ description: 'beginning of a name or address' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  search: string;
}

class ScopeQuery {
  @ApiProperty({ enum: ['all', 'groups'] })
  @IsIn(['all', 'groups'])
  users: 'all' | 'groups';

  @ApiPropertyOptional({ description: 'ids of the chosen groups, separated by commas; at most 50' })
  @IsOptional()
  @Matches(/^[\w-]{1,100}(,[\w-]{1,100}){0,49}$/, {
    message: 'groups must be ids separated by commas, at most 50',
  })
  groups?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'true' })
  @IsOptional()
  @IsIn(['true', 'false'])
  includeGuests: string = 'true';
}

class AttributeQuery {
  @ApiPropertyOptional({ description: 'a directory extension: in the answer if the tenant has it' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  extension?: string;
}

class PersonId {
  @ApiProperty({ description: 'object id in the directory' })
  @IsUUID('loose', { message: 'id must be an object id of the directory' })
  id: string;
}

class DirectoryPerson implements DirectoryUser {
  @ApiProperty({ description: 'object id in the directory' }) externalId: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ type: Boolean, nullable: true }) enabled: boolean | null;
  @ApiProperty() guest: boolean;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', nullable: true } })
  attributes: Record<string, AttributeValue>;
}

/** The connected directory, for whoever sets the sync up. Nothing of it is stored. */
@ApiTags('directory')
@Controller('directory')
export class DirectoryController {
  constructor(
    private readonly directory: DirectoryService,
    private readonly explanations: ExplanationService,
    private readonly rpc: RpcClient,
  ) {}

  @Get('groups')
  @ApiPage(DirectoryGroup)
  async groups(
    @Account() account: AccountRequest,
    @Query() { search }: GroupSearch,
  ): Promise<{ items: DirectoryGroup[] }> {
    return { items: await this.directory.findGroups(account, search) };
  }

  @Get('scope-size')
  @ApiOkResponse({ type: ScopeSize })
  async scopeSize(
    @Account() account: AccountRequest,
    @Query() { users, groups, includeGuests }: ScopeQuery,
  ): Promise<ScopeSize> {
    const scope = { users, includeGuests: includeGuests === 'true' };
    return this.directory.measureScope(account, { ...scope, ...(groups && { groupIds: groups.split(',') }) });
  }

  @Get('attributes')
  @ApiPage(SourceAttribute)
  async attributes(
    @Account() account: AccountRequest,
    @Query() { extension }: AttributeQuery,
  ): Promise<{ items: SourceAttribute[] }> {
    const request = { ...account, ...(extension !== undefined && { named: [extension] }) };
    return { items: (await this.rpc.request('rpc.directory.attributes', request)).attributes };
  }

  @Get('users')
  @ApiPage(DirectoryPerson)
  async users(
    @Account() account: AccountRequest,
    @Query() { search }: PersonSearch,
  ): Promise<{ items: DirectoryPerson[] }> {
    return { items: await this.directory.findPeople(account, search) };
  }

  /** Why is this person (not) synced? */
  @Get('users/:id/explanation')
  @ApiOkResponse({ type: Explanation })
  explain(@Account() account: AccountRequest, @Param() { id }: PersonId): Promise<Explanation> {
    return this.explanations.explain(account, id.toLowerCase());
  }
}
