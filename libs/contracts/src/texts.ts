import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

/** How many texts a list holds, and how long each is. */
interface Bounds {
  atLeast?: number;
  atMost: number;
  shortest?: number;
  longest?: number;
}

/** A list of ids, or of other texts no longer than one unless it says so. */
export const IsTexts = ({ atLeast = 0, atMost, shortest = 0, longest = 100 }: Bounds): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(atLeast),
    ArrayMaxSize(atMost),
    IsString({ each: true }),
    ...(shortest > 0 ? [MinLength(shortest, { each: true })] : []),
    MaxLength(longest, { each: true }),
  );

/** Ids of users who are told something: as many as somebody chooses by hand. */
export const IsRecipients = ({ atLeast = 0 } = {}): PropertyDecorator => IsTexts({ atLeast, atMost: 50 });

/** What a dropdown field offers; may be left out. */
export const DropdownOptions = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], description: 'what a Dropdown offers' }),
    IsOptional(),
    IsTexts({ atLeast: 1, atMost: 200, shortest: 1, longest: 256 }),
  );

/** Words that stand for yes, or for no; may be left out. */
export const YesNoWords = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], description }),
    IsOptional(),
    IsTexts({ atLeast: 1, atMost: 20, shortest: 1 }),
  );
