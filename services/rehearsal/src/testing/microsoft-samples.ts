/**
 * Answers as Microsoft documents them, shortened: https://github.com/microsoftgraph/microsoft-graph-docs-contrib
 * (`api-reference/v1.0/api/…` and `concepts/…`). They test the checker: it must not refuse what is right.
 */
export const MICROSOFT_SAMPLES: Readonly<Record<string, Record<string, unknown>>> = {
  'user-list': {
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users',
    value: [
      {
        businessPhones: [],
        displayName: 'Conf Room Adams',
        givenName: null,
        jobTitle: null,
        mail: 'Adams@contoso.com',
        mobilePhone: null,
        officeLocation: null,
        preferredLanguage: null,
        surname: null,
        userPrincipalName: 'Adams@contoso.com',
        id: '6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0',
      },
    ],
  },
  'user-delta, three properties': {
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users',
    '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users/delta?$skiptoken=pqwSUjGYvb3jQpbwVAwEL7yuI3dU1Lecfkk',
    value: [{ displayName: 'displayName-value', jobTitle: 'jobTitle-value', mobilePhone: null }],
  },
  'delta-query-users, a removal': {
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users(displayName,givenName,surname)',
    '@odata.deltaLink':
      'https://graph.microsoft.com/v1.0/users/delta?$deltatoken=oEcOySpF_hWYmTIUZBOIfPzcwisr_rPe8o9M54L45qEXQGmv',
    value: [{ id: '25dcffff-959e-4ece-9973-e5d9b800e8cc', '@removed': { reason: 'changed' } }],
  },
  'organization-list': {
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#organization',
    value: [
      {
        id: '84841066-274d-4ec0-a5c1-276be684bdd3',
        deletedDateTime: null,
        businessPhones: ['425-555-0100'],
        countryLetterCode: 'NL',
        createdDateTime: '2021-08-02T10:30:06Z',
        displayName: 'Contoso',
        marketingNotificationEmails: [],
        onPremisesSyncEnabled: null,
        partnerTenantType: 'ResellerPartnerDelegatedAdmin',
        technicalNotificationMails: ['admin@contoso.com'],
        tenantType: 'AAD',
        assignedPlans: [
          {
            assignedDateTime: '2022-04-03T02:46:42Z',
            capabilityStatus: 'Deleted',
            service: 'Adallom',
            servicePlanId: '932ad362-64a8-4783-9106-97849a1a30b9',
          },
        ],
        privacyProfile: { contactEmail: '', statementUrl: '' },
        provisionedPlans: [{ capabilityStatus: 'Enabled', provisioningStatus: 'Success', service: 'exchange' }],
        verifiedDomains: [
          {
            capabilities: 'Email, OfficeCommunicationsOnline',
            isDefault: true,
            isInitial: true,
            name: 'Contoso.onmicrosoft.com',
            type: 'Managed',
          },
        ],
      },
    ],
  },
  'group-list-transitivemembers, by cast': {
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users(displayName,id)',
    '@odata.count': 7,
    value: [{ displayName: 'Joseph Price', id: '11111111-2222-3333-4444-555555555555' }],
  },
  'directory-deleteditems-list': {
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#groups(id,displayName,deletedDateTime)',
    '@odata.count': 1,
    value: [
      {
        id: 'c31799b8-0683-4d70-9e91-e032c89d3035',
        displayName: 'Role assignable group',
        deletedDateTime: '2021-10-26T16:56:36Z',
      },
    ],
  },
  'json-batching': {
    responses: [
      {
        id: '1',
        status: 200,
        body: {
          '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#directoryObjects',
          value: [
            {
              '@odata.type': '#microsoft.graph.directoryRole',
              id: '21004afc-7bb2-4fe6-a1e1-074ebd3e52c1',
              deletedDateTime: null,
              description: 'Can manage all aspects of users and groups.',
              displayName: 'User Administrator',
              roleTemplateId: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
            },
          ],
        },
      },
      {
        id: '3',
        status: 403,
        body: {
          error: {
            code: 'Authorization_RequestDenied',
            message: 'Insufficient privileges to complete the operation.',
            innerError: {
              date: '2025-02-13T10:17:06',
              'request-id': '93b6f17e-c05d-4f45-ad2a-6665c708d8a0',
              'client-request-id': 'e70c5c1b-8b47-68c0-3171-3d22f5e0bd54',
            },
          },
        },
      },
    ],
  },
};
