import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { YesNoWords } from './texts.js';

export const dateFormats = ['DD/MM/YYYY', 'MM/DD/YYYY', 'YYYY-MM-DD', 'DD.MM.YYYY'] as const;
export type DateFormat = (typeof dateFormats)[number];

/** How thousands are set apart and where the decimals begin, shown on one number. */
export const numberFormats = ['1,234.56', '1.234,56', '1 234,56'] as const;
export type NumberFormat = (typeof numberFormats)[number];

/** What a text of the directory stands for in a dropdown field. */
export class DropdownValue {
  @ApiProperty({ description: 'as the directory has it', example: 'Eng' })
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  value: string;

  @ApiProperty({ description: 'an option of the field', example: 'Engineering' })
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  option: string;
}

/** How texts of a row are to be read; only what the type of its field needs is used. */
export class RowFormat {
  @ApiPropertyOptional({ enum: dateFormats, default: 'DD/MM/YYYY' }) @IsOptional() @IsIn(dateFormats) date?: DateFormat;

  @ApiPropertyOptional({ enum: numberFormats, default: '1,234.56' })
  @IsOptional()
  @IsIn(numberFormats)
  number?: NumberFormat;

  @YesNoWords('words that mean yes; without them: yes, true') yes?: string[];

  @YesNoWords('words that mean no; without them: no, false') no?: string[];

  @ApiPropertyOptional({ type: [DropdownValue], description: 'values that are written otherwise than the options' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => DropdownValue)
  options?: DropdownValue[];
}

/** One line of the mapping. The first source with a value wins, then the default; see libs/mapping. */
export class MappingRow {
  @ApiProperty({ description: 'name of a directory attribute, e.g. givenName' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  source: string;

  @ApiPropertyOptional({ type: [String], description: 'attributes to try, in this order, where source is empty' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  fallbacks?: string[];

  @ApiProperty({ description: 'id of a user field' }) @IsString() @MinLength(1) @MaxLength(100) target: string;

  @ApiProperty({ description: 'off: written once, later changes in the directory are discarded' })
  @IsBoolean()
  syncUpdates: boolean;

  @ApiPropertyOptional({ description: 'used where every source is empty' })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  default?: string;

  @ApiPropertyOptional({ type: RowFormat, description: 'how texts that feed a typed field are written' })
  @IsOptional()
  @ValidateNested()
  @Type(() => RowFormat)
  format?: RowFormat;
}

/** Something that keeps a draft from being activated, in words an administrator can act on. */
export class Problem {
  @ApiProperty({ description: 'stable key, e.g. data-type-mismatch' }) code: string;
  @ApiProperty() message: string;
  @ApiPropertyOptional({ description: 'index of the mapping row it is about' }) row?: number;
}
