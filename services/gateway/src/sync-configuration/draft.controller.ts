import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  type AccountRequest,
  Configuration,
  MappingRow,
  MappingTest,
  Preferences,
  Scope,
  SuggestedRow,
} from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import type { Response } from 'express';
import { ApiPage } from '../paging/api-page.js';
import { found } from '../paging/found.js';
import { Account } from '../session/access.js';
import { ApiIfMatch, IfMatch, withEtag } from './etag.js';

class Mapping {
  @ApiProperty({ type: [MappingRow] })
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => MappingRow)
  rows: MappingRow[];
}

class NewTest {
  @ApiPropertyOptional({ type: [String], description: 'directory ids; without people and search a sample is taken' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  people?: string[];

  @ApiPropertyOptional({ description: 'beginning of a name or address; without people' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  search?: string;
}

class SuggestionQuery {
  @ApiProperty({ description: 'id of a user field' }) @IsString() @MinLength(1) @MaxLength(100) target: string;
}

/** The draft, saved step by step. What is not valid yet is stored with its problems. */
@ApiTags('sync configuration')
@Controller('sync-configuration/draft')
export class DraftController {
  constructor(private readonly rpc: RpcClient) {}

  @Put('scope')
  @ApiIfMatch()
  @ApiOkResponse({ type: Configuration })
  async saveScope(
    @Account() account: AccountRequest,
    @IfMatch() from: { etag?: string },
    @Body() scope: Scope,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Configuration> {
    return withEtag(response, await this.rpc.request('rpc.configuration.save-scope', { ...account, ...from, scope }));
  }

  @Put('mapping')
  @ApiIfMatch()
  @ApiOkResponse({ type: Configuration })
  async saveMapping(
    @Account() account: AccountRequest,
    @IfMatch() from: { etag?: string },
    @Body() { rows }: Mapping,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Configuration> {
    return withEtag(response, await this.rpc.request('rpc.configuration.save-mapping', { ...account, ...from, rows }));
  }

  @Put('preferences')
  @ApiIfMatch()
  @ApiOkResponse({ type: Configuration })
  async savePreferences(
    @Account() account: AccountRequest,
    @IfMatch() from: { etag?: string },
    @Body() preferences: Preferences,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Configuration> {
    const request = { ...account, ...from, preferences };
    return withEtag(response, await this.rpc.request('rpc.configuration.save-preferences', request));
  }

  @Get('suggestions')
  @ApiPage(SuggestedRow)
  async suggestions(
    @Account() account: AccountRequest,
    @Query() { target }: SuggestionQuery,
  ): Promise<{ items: SuggestedRow[] }> {
    return { items: (await this.rpc.request('rpc.mapping.suggest', { ...account, target })).suggestions };
  }

  @Delete()
  @ApiOkResponse({ type: Configuration })
  discard(@Account() account: AccountRequest): Promise<Configuration> {
    return this.rpc.request('rpc.configuration.discard', account);
  }

  @Post('test')
  @HttpCode(200)
  @ApiOkResponse({ type: MappingTest })
  test(@Account() account: AccountRequest, @Body() test: NewTest): Promise<MappingTest> {
    return this.rpc.request('rpc.mapping.test', { ...account, ...test });
  }

  @Get('test')
  @ApiOkResponse({ type: MappingTest })
  async latestTest(@Account() account: AccountRequest): Promise<MappingTest> {
    return found(await this.rpc.request('rpc.mapping.latest', account), 'No mapping was tested yet.');
  }
}
