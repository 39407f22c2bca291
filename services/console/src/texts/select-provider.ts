export const selectProvider = {
  title: 'Select your identity provider',
  connect: 'Connect Azure AD',
  intro:
    'Sign in with the account of a Global Administrator or a Privileged Role Administrator of Azure AD. Microsoft asks twice: to sign in, where you can tick “Consent on behalf of your organization”, and then for your organization’s consent.',
  permissions: {
    title: 'What is asked for, and why',
    label: 'Permissions, what is read with each, and what for',
    columns: { permission: 'Permission', read: 'What is read', why: 'What for' },
    rows: [
      {
        permission: 'User.Read.All',
        read: 'Names, addresses and the fields you map, of everybody in the tenant',
        why: 'To add and update users, and to notice who is gone',
      },
      {
        permission: 'GroupMember.Read.All',
        read: 'Names of groups, and who is in them',
        why: 'To sync chosen groups, and to keep groups in step',
      },
      {
        permission: 'openid, profile, User.Read',
        read: 'Who you are and your role in Azure AD',
        why: 'To make sure that an administrator connects the tenant',
      },
    ],
  },
  never: {
    title: 'What never happens',
    items: [
      'Nothing is written to Azure AD: every permission is for reading.',
      'No password is seen: you sign in at Microsoft.',
      'Nobody is added or removed before you press Save & sync now in the last step.',
    ],
  },
  blockedTitle: (by: string) => `${by} is active`,
  blocked: (by: string) =>
    `An account can have one provisioning service at a time, and ${by} provides the users of this account. Switch it off under Identity providers; then come back here.`,
  correlation: 'For Microsoft’s support, correlation ID:',
  correlationName: 'the correlation ID',
};
