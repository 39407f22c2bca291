import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { type AccountRequest, DropdownOptions, type FieldType, fieldTypes, UserField } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { ApiPage } from '../paging/api-page.js';
import { Account, AllowedTo, PEOPLE_ADMINISTRATORS } from '../session/access.js';

class NewUserField {
  @ApiProperty({ example: 'Joining date' }) @IsString() @MinLength(1) @MaxLength(100) name: string;
  @ApiProperty({ enum: fieldTypes }) @IsIn(fieldTypes) type: FieldType;
  @ApiProperty() @IsBoolean() required: boolean;
  @DropdownOptions() options?: string[];
}

class UserFieldChange {
  @ApiPropertyOptional() @IsOptional() @IsString() @MinLength(1) @MaxLength(100) name?: string;
  @ApiPropertyOptional() @IsOptional() @IsBoolean() required?: boolean;
  @DropdownOptions() options?: string[];
}

class FieldId {
  @ApiProperty() @IsString() @MaxLength(100) fieldId: string;
}

/** The fields Kissflow keeps of its users: what a mapping can fill. */
@ApiTags('user fields')
@Controller('user-fields')
export class UserFieldsController {
  constructor(private readonly rpc: RpcClient) {}

  /** For whoever sees people, too: it says what their fields are called. */
  @Get()
  @AllowedTo(PEOPLE_ADMINISTRATORS)
  @ApiPage(UserField)
  async list(@Account() account: AccountRequest): Promise<{ items: UserField[] }> {
    return { items: (await this.rpc.request('rpc.fields.list', account)).fields };
  }

  @Post()
  @ApiCreatedResponse({ type: UserField })
  create(@Account() account: AccountRequest, @Body() field: NewUserField): Promise<UserField> {
    return this.rpc.request('rpc.fields.create', { ...account, ...field });
  }

  @Patch(':fieldId')
  @ApiOkResponse({ type: UserField })
  change(
    @Account() account: AccountRequest,
    @Param() { fieldId }: FieldId,
    @Body() change: UserFieldChange,
  ): Promise<UserField> {
    return this.rpc.request('rpc.fields.change', { ...account, fieldId, ...change });
  }

  @Delete(':fieldId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(@Account() account: AccountRequest, @Param() { fieldId }: FieldId): Promise<void> {
    await this.rpc.request('rpc.fields.remove', { ...account, fieldId });
  }
}
