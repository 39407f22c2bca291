import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { AccountRequest } from './account.js';

export const providers = ['azure', 'google', 'scim'] as const;
export type Provider = (typeof providers)[number];

/** What people call them. */
export const providerNames: Readonly<Record<Provider, string>> = {
  azure: 'Microsoft Azure AD',
  google: 'Google Workspace',
  scim: 'SCIM',
};

export class ProviderState {
  @ApiProperty({ enum: providers }) provider: Provider;
  @ApiProperty() active: boolean;
}

export class ListProviders extends AccountRequest {}

/** Frees the place: azure's configuration is disabled; of the others, whoever provides users by them is no longer listened to. */
export class SwitchOffProvider extends AccountRequest {
  @IsIn(providers) provider: Provider;
}

const otherProviders = ['google', 'scim'] as const;
/** Every provider but azure, which is active by its configuration. */
export type OtherProvider = (typeof otherProviders)[number];

/** For the services that provide users by Google Workspace or SCIM. Refused with `provider-active` while another one is. */
export class SwitchOnProvider extends AccountRequest {
  @IsIn(otherProviders) provider: OtherProvider;
}
