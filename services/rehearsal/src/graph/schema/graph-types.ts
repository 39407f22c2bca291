/**
 * The part of Microsoft Graph's published v1.0 schema that is played here.
 * Types are written as in CSDL without `Edm.`; `!` marks what can't be null, `[]` a collection.
 */
export interface GraphType {
  readonly base?: string;
  /** An open type may have properties that the schema doesn't list. */
  readonly isOpen?: true;
  readonly properties: Readonly<Record<string, string>>;
  readonly navigation?: Readonly<Record<string, string>>;
}

const strings = (names: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, 'String']));

export const GRAPH_TYPES = {
  entity: { properties: { id: 'String!' } },
  directoryObject: { base: 'entity', isOpen: true, properties: { deletedDateTime: 'DateTimeOffset' } },
  user: {
    base: 'directoryObject',
    properties: {
      ...strings(
        'aboutMe ageGroup city companyName consentProvidedForMinor country creationType department displayName employeeId employeeType externalUserState faxNumber givenName identityParentId jobTitle legalAgeGroupClassification mail mailNickname mobilePhone mySite officeLocation onPremisesDistinguishedName onPremisesDomainName onPremisesImmutableId onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesUserPrincipalName passwordPolicies postalCode preferredDataLocation preferredLanguage preferredName securityIdentifier state streetAddress surname usageLocation userPrincipalName userType',
      ),
      accountEnabled: 'Boolean',
      onPremisesSyncEnabled: 'Boolean',
      showInAddressList: 'Boolean',
      createdDateTime: 'DateTimeOffset',
      employeeHireDate: 'DateTimeOffset',
      employeeLeaveDateTime: 'DateTimeOffset',
      lastPasswordChangeDateTime: 'DateTimeOffset',
      businessPhones: 'String[]!',
      otherMails: 'String[]!',
      proxyAddresses: 'String[]!',
      identities: 'objectIdentity[]',
      employeeOrgData: 'employeeOrgData',
      onPremisesExtensionAttributes: 'onPremisesExtensionAttributes',
    },
  },
  group: {
    base: 'directoryObject',
    properties: {
      ...strings('displayName description mail mailNickname membershipRule visibility'),
      mailEnabled: 'Boolean',
      securityEnabled: 'Boolean',
      groupTypes: 'String[]!',
      proxyAddresses: 'String[]!',
      createdDateTime: 'DateTimeOffset',
      renewedDateTime: 'DateTimeOffset',
    },
  },
  organization: {
    base: 'directoryObject',
    properties: { ...strings('displayName tenantType countryLetterCode'), verifiedDomains: 'verifiedDomain[]!' },
  },
  device: { base: 'directoryObject', properties: strings('displayName') },
  orgContact: { base: 'directoryObject', properties: strings('displayName') },
  servicePrincipal: { base: 'directoryObject', properties: strings('displayName') },
  directoryRole: { base: 'directoryObject', properties: strings('description displayName roleTemplateId') },
} satisfies Readonly<Record<string, GraphType>>;
