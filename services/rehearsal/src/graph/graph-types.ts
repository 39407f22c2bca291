/** A type of Microsoft Graph, as its published schema has it. */
interface GraphType {
  readonly base?: string;
  /** An open type may have properties that the schema doesn't list. */
  readonly isOpen?: true;
  /** `String`, `graph type`, with `[]` for a collection and `!` for what can't be null. */
  readonly properties: Readonly<Record<string, string>>;
  readonly navigation?: readonly string[];
}

const all = (type: string, names: string): Record<string, string> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, type]),
  );

/**
 * The types that are played here, taken from Microsoft's v1.0 schema and written down in a shorter way.
 *
 * Source: https://github.com/microsoftgraph/msgraph-metadata `schemas/v1.0-Prod.csdl` at 001f9753 (MIT licence), and for
 * organization, device, orgContact, servicePrincipal and the complex types `@microsoft/microsoft-graph-types` 2.43.1,
 * which Microsoft generates from the same schema. Of navigation properties only those that are played are listed.
 */
export const GRAPH_TYPES: Readonly<Record<string, GraphType>> = {
  entity: { properties: { id: 'String!' } },
  directoryObject: { base: 'entity', isOpen: true, properties: { deletedDateTime: 'DateTimeOffset' } },
  user: {
    base: 'directoryObject',
    isOpen: true,
    properties: {
      ...all(
        'String',
        `aboutMe ageGroup city companyName consentProvidedForMinor country creationType department displayName employeeId
         employeeType externalUserState faxNumber givenName identityParentId jobTitle legalAgeGroupClassification mail
         mailNickname mobilePhone mySite officeLocation onPremisesDistinguishedName onPremisesDomainName
         onPremisesImmutableId onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesUserPrincipalName
         passwordPolicies postalCode preferredDataLocation preferredLanguage preferredName securityIdentifier state
         streetAddress surname usageLocation userPrincipalName userType`,
      ),
      ...all(
        'Boolean',
        'accountEnabled isManagementRestricted isResourceAccount onPremisesSyncEnabled showInAddressList',
      ),
      ...all(
        'DateTimeOffset',
        `createdDateTime employeeHireDate employeeLeaveDateTime externalUserStateChangeDateTime lastPasswordChangeDateTime
         onPremisesLastSyncDateTime signInSessionsValidFromDateTime`,
      ),
      ...all('DateTimeOffset!', 'birthday hireDate'),
      ...all('Int32!', 'deviceEnrollmentLimit'),
      ...all('String[]!', 'businessPhones otherMails proxyAddresses'),
      ...all('String[]', 'imAddresses interests pastProjects responsibilities schools skills'),
      assignedLicenses: 'assignedLicense[]!',
      assignedPlans: 'assignedPlan[]!',
      provisionedPlans: 'provisionedPlan[]!',
      identities: 'objectIdentity[]',
      licenseAssignmentStates: 'licenseAssignmentState[]',
      onPremisesProvisioningErrors: 'onPremisesProvisioningError[]',
      serviceProvisioningErrors: 'serviceProvisioningError[]',
      authorizationInfo: 'authorizationInfo',
      customSecurityAttributes: 'customSecurityAttributeValue',
      employeeOrgData: 'employeeOrgData',
      mailboxSettings: 'mailboxSettings',
      onPremisesExtensionAttributes: 'onPremisesExtensionAttributes',
      passwordProfile: 'passwordProfile',
      print: 'userPrint',
      signInActivity: 'signInActivity',
    },
    navigation: ['manager', 'memberOf', 'transitiveMemberOf', 'directReports'],
  },
  group: {
    base: 'directoryObject',
    isOpen: true,
    properties: {
      ...all(
        'String',
        `classification description displayName mail mailNickname membershipRule membershipRuleProcessingState
         onPremisesDomainName onPremisesNetBiosName onPremisesSamAccountName onPremisesSecurityIdentifier
         preferredDataLocation preferredLanguage securityIdentifier theme uniqueName visibility`,
      ),
      ...all(
        'Boolean',
        `allowExternalSenders autoSubscribeNewMembers hasMembersWithLicenseErrors hideFromAddressLists
         hideFromOutlookClients isArchived isAssignableToRole isManagementRestricted isSubscribedByMail mailEnabled
         onPremisesSyncEnabled securityEnabled`,
      ),
      ...all('DateTimeOffset', 'createdDateTime expirationDateTime onPremisesLastSyncDateTime renewedDateTime'),
      ...all('String[]!', 'groupTypes proxyAddresses'),
      unseenCount: 'Int32',
      assignedLabels: 'assignedLabel[]',
      assignedLicenses: 'assignedLicense[]',
      onPremisesProvisioningErrors: 'onPremisesProvisioningError[]',
      serviceProvisioningErrors: 'serviceProvisioningError[]',
      licenseProcessingState: 'licenseProcessingState',
    },
    navigation: ['members', 'transitiveMembers', 'memberOf', 'transitiveMemberOf'],
  },
  organization: {
    base: 'directoryObject',
    isOpen: true,
    properties: {
      ...all(
        'String',
        `city country countryLetterCode defaultUsageLocation displayName partnerTenantType postalCode preferredLanguage state
         street tenantType`,
      ),
      ...all('DateTimeOffset', 'createdDateTime onPremisesLastSyncDateTime'),
      ...all(
        'String[]!',
        `businessPhones marketingNotificationEmails securityComplianceNotificationMails
         securityComplianceNotificationPhones technicalNotificationMails`,
      ),
      onPremisesSyncEnabled: 'Boolean',
      mobileDeviceManagementAuthority: 'String!',
      assignedPlans: 'assignedPlan[]!',
      provisionedPlans: 'provisionedPlan[]!',
      verifiedDomains: 'verifiedDomain[]!',
      privacyProfile: 'privacyProfile',
    },
  },
  directoryRole: {
    base: 'directoryObject',
    isOpen: true,
    properties: all('String', 'description displayName roleTemplateId'),
  },
  // Of these three only what a caller without permission to read them sees.
  device: { base: 'directoryObject', isOpen: true, properties: all('String', 'deviceId displayName operatingSystem') },
  orgContact: { base: 'directoryObject', properties: all('String', 'displayName givenName mail surname') },
  servicePrincipal: { base: 'directoryObject', isOpen: true, properties: all('String', 'appId displayName') },

  assignedLabel: { properties: all('String', 'displayName labelId') },
  assignedLicense: { properties: { disabledPlans: 'String[]!', skuId: 'String' } },
  assignedPlan: {
    properties: { ...all('String', 'capabilityStatus service servicePlanId'), assignedDateTime: 'DateTimeOffset' },
  },
  authorizationInfo: { properties: { certificateUserIds: 'String[]' } },
  customSecurityAttributeValue: { isOpen: true, properties: {} },
  employeeOrgData: { properties: all('String', 'costCenter division') },
  licenseAssignmentState: {
    properties: {
      ...all('String', 'assignedByGroup error skuId state'),
      disabledPlans: 'String[]',
      lastUpdatedDateTime: 'DateTimeOffset',
    },
  },
  licenseProcessingState: { properties: all('String', 'state') },
  // Kept in the mailbox, not in the directory, so not played; any object will do.
  mailboxSettings: { isOpen: true, properties: {} },
  objectIdentity: { properties: all('String', 'issuer issuerAssignedId signInType') },
  onPremisesExtensionAttributes: {
    properties: Object.fromEntries(
      Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, 'String']),
    ),
  },
  onPremisesProvisioningError: {
    properties: { ...all('String', 'category propertyCausingError value'), occurredDateTime: 'DateTimeOffset' },
  },
  passwordProfile: {
    properties: {
      ...all('Boolean', 'forceChangePasswordNextSignIn forceChangePasswordNextSignInWithMfa'),
      password: 'String',
    },
  },
  privacyProfile: { properties: all('String', 'contactEmail statementUrl') },
  provisionedPlan: { properties: all('String', 'capabilityStatus provisioningStatus service') },
  serviceProvisioningError: {
    isOpen: true,
    properties: { createdDateTime: 'DateTimeOffset', isResolved: 'Boolean', serviceInstance: 'String' },
  },
  signInActivity: {
    properties: {
      ...all('DateTimeOffset', 'lastNonInteractiveSignInDateTime lastSignInDateTime lastSuccessfulSignInDateTime'),
      ...all('String', 'lastNonInteractiveSignInRequestId lastSignInRequestId lastSuccessfulSignInRequestId'),
    },
  },
  userPrint: { isOpen: true, properties: {} },
  verifiedDomain: {
    properties: { ...all('String', 'capabilities name type'), ...all('Boolean', 'isDefault isInitial') },
  },
};

/** The type of an entity's own or inherited property. */
export function propertyType(entity: string, property: string): string | undefined {
  for (let type = GRAPH_TYPES[entity]; type; type = type.base === undefined ? undefined : GRAPH_TYPES[type.base]) {
    const found = type.properties[property];
    if (found !== undefined) return found;
  }
  return undefined;
}
