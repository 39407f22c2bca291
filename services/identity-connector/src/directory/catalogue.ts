import type { AttributeType, SourceAttribute } from '@rollcall/contracts';
import { microsoftSays } from './microsoft-says.js';

type PropertyName = keyof typeof microsoftSays;

type ExtensionNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;
const extensionNumbers: readonly ExtensionNumber[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/**
 * What a mapping can read of a person: the properties of Graph's `user` that a list may select, with `User.Read.All`
 * where no other permission is named.
 * https://learn.microsoft.com/graph/api/resources/user
 */
export const catalogue: readonly SourceAttribute[] = [
  text('givenName', 'First name'),
  text('surname', 'Last name'),
  text('displayName', 'Display name'),
  text('mail', 'Email'),
  text('userPrincipalName', 'User principal name'),
  text('mailNickname', 'Mail nickname'),
  attribute('otherMails', 'Other emails', 'Text list'),
  attribute('proxyAddresses', 'Proxy addresses', 'Text list'),
  text('jobTitle', 'Job title'),
  text('department', 'Department'),
  text('companyName', 'Company name'),
  text('officeLocation', 'Office location'),
  attribute('manager', 'Manager', 'User'),
  freeText('employeeId', 'Employee ID'),
  text('employeeType', 'Employee type'),
  attribute('employeeHireDate', 'Employee hire date', 'DateTime'),
  {
    ...attribute('employeeLeaveDateTime', 'Employee leave date', 'DateTime'),
    permission: 'User-LifeCycleInfo.Read.All',
  },
  text('employeeOrgData.costCenter', 'Cost center'),
  text('employeeOrgData.division', 'Division'),
  text('mobilePhone', 'Mobile phone'),
  attribute('businessPhones', 'Business phones', 'Text list'),
  text('faxNumber', 'Fax number'),
  text('streetAddress', 'Street address'),
  text('city', 'City'),
  text('state', 'State or province'),
  text('postalCode', 'Postal code'),
  text('country', 'Country or region'),
  text('usageLocation', 'Usage location'),
  text('preferredLanguage', 'Preferred language'),
  text('preferredDataLocation', 'Preferred data location'),
  text('ageGroup', 'Age group'),
  text('userType', 'User type'),
  text('creationType', 'Creation type'),
  text('externalUserState', 'External user state'),
  attribute('accountEnabled', 'Account enabled', 'Boolean'),
  attribute('showInAddressList', 'Shown in address list', 'Boolean'),
  attribute('createdDateTime', 'Created', 'DateTime'),
  attribute('lastPasswordChangeDateTime', 'Last password change', 'DateTime'),
  attribute('onPremisesSyncEnabled', 'Synced from on-premises', 'Boolean'),
  text('onPremisesSamAccountName', 'On-premises SAM account name'),
  text('onPremisesUserPrincipalName', 'On-premises user principal name'),
  text('onPremisesDistinguishedName', 'On-premises distinguished name'),
  text('onPremisesDomainName', 'On-premises domain name'),
  text('onPremisesImmutableId', 'On-premises immutable ID'),
  text('onPremisesSecurityIdentifier', 'On-premises security identifier'),
  ...extensionNumbers.map((number) =>
    freeText(`onPremisesExtensionAttributes.extensionAttribute${number}`, `Extension attribute ${number}`),
  ),
  text('id', 'Object ID'),
];

function attribute(name: PropertyName, label: string, type: AttributeType): SourceAttribute {
  return { name, label, type, freeForm: false, description: microsoftSays[name] };
}

function text(name: PropertyName, label: string): SourceAttribute {
  return attribute(name, label, 'Text');
}

function freeText(name: PropertyName, label: string): SourceAttribute {
  return { ...text(name, label), freeForm: true };
}

/** The extra permissions these attributes need. */
export function permissionsFor(attributes: readonly string[]): string[] {
  return catalogue.flatMap(({ name, permission }) => (permission && attributes.includes(name) ? [permission] : []));
}

/** An extension an administrator typed in. What applications keep in it is theirs to decide. */
export function directoryExtension(name: string): SourceAttribute {
  const label = name.replace(/^extension_[0-9a-f]{32}_/i, '');
  return { name, label, type: 'Text', freeForm: true, description: 'A directory extension of your organization.' };
}
