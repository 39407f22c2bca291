export const session = {
  title: 'Sign in',
  text: 'Users and groups of your account follow Microsoft Azure AD. Sign in to set it up and to see how it runs.',
  button: 'Sign in with Kissflow',
  failed: 'The sign-in did not succeed',
  again: 'The sign-in did not succeed. Sign in again.',
};
