import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { AccountRequest } from './account.js';
import { DropdownOptions } from './texts.js';

export const fieldTypes = [
  'Text',
  'Text area',
  'Number',
  'Currency',
  'Date',
  'Date & time',
  'Yes/No',
  'Dropdown',
  'Email',
  'User',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A field of Kissflow's users: built in, or a custom column of this account. */
export class UserField {
  @ApiProperty({ description: 'e.g. FirstName' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: fieldTypes }) type: FieldType;
  @ApiProperty() required: boolean;
  @ApiProperty() builtIn: boolean;
  @ApiPropertyOptional({ type: [String], description: 'what a Dropdown offers' }) options?: string[];
}

/** `version` rises with every change of the catalogue. */
export interface FieldCatalogue {
  version: number;
  fields: UserField[];
}

export class ListFields extends AccountRequest {}

export class CreateField extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) name: string;
  @IsIn(fieldTypes) type: FieldType;
  @IsBoolean() required: boolean;
  @DropdownOptions() options?: string[];
}

/** Changes what is given. The id stays, and so do the type and the values people have. */
export class ChangeField extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) fieldId: string;
  @IsOptional() @IsString() @MinLength(1) @MaxLength(100) name?: string;
  @IsOptional() @IsBoolean() required?: boolean;
  @DropdownOptions() options?: string[];
}

/** Refused with `field-in-use` while a row of the active configuration or of the draft maps it. */
export class RemoveField extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) fieldId: string;
}
