import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const attributeTypes = ['Text', 'Date', 'DateTime', 'Number', 'Boolean', 'Text list', 'User'] as const;
export type AttributeType = (typeof attributeTypes)[number];

/** An attribute of directory users that a mapping row can read. */
export class SourceAttribute {
  @ApiProperty({ description: 'e.g. givenName or onPremisesExtensionAttributes.extensionAttribute4' }) name: string;
  @ApiProperty() label: string;
  @ApiProperty({ enum: attributeTypes }) type: AttributeType;
  @ApiProperty({
    description: 'text without a fixed meaning: its values may feed a typed field, each value is checked',
  })
  freeForm: boolean;
  @ApiPropertyOptional({ description: "in Microsoft's words" }) description?: string;
  @ApiPropertyOptional({ description: 'what reading it needs besides User.Read.All' }) permission?: string;
}

/** Another person of the directory. */
export interface PersonReference {
  id: string;
  name: string;
}

export type AttributeValue = string | number | boolean | string[] | PersonReference | null;

/** A record as the provider gives it. `enabled` is null where the provider did not say, which never counts as disabled. */
export interface DirectoryUser {
  externalId: string;
  displayName: string;
  enabled: boolean | null;
  guest: boolean;
  /** Values of the attributes asked for, by the names of the source catalogue; null where empty. */
  attributes: Record<string, AttributeValue>;
}

/** Why a person can't be mapped or stored, with the mend. */
export class RejectReason {
  @ApiProperty({ description: 'stable key, e.g. wrong-format' }) code: string;
  @ApiPropertyOptional({ description: 'id of the user field it is about' }) field?: string;
  @ApiPropertyOptional({ description: 'the directory attribute the value came from' }) attribute?: string;
  @ApiPropertyOptional() value?: string;
  @ApiPropertyOptional({ description: 'the user it is about, such as the one to link with' }) userId?: string;
  @ApiProperty() message: string;
}

export const skipReasons = ['disabled', 'guest'] as const;
export type SkipReason = (typeof skipReasons)[number];

/** What the mapping makes of one directory user. Everybody read is handed on, so that nobody rejected looks departed. */
export type Person = MappedPerson | RejectedPerson | SkippedPerson;

export interface MappedPerson {
  is: 'mapped';
  externalId: string;
  name: string;
  guest: boolean;
  /**
   * By id of the user field; null where the directory has no value. Numbers are `-1234.5`, amounts `1234.5 EUR` or
   * `1234.5`, dates `YYYY-MM-DD`, dates with a time `YYYY-MM-DDTHH:MM:SS+00:00`, yes and no `true` and `false`, users the
   * directory's object id.
   */
  values: Record<string, string | null>;
}

export interface RejectedPerson {
  is: 'rejected';
  externalId: string;
  name: string;
  reasons: RejectReason[];
}

export interface SkippedPerson {
  is: 'skipped';
  externalId: string;
  name: string;
  reason: SkipReason;
}
