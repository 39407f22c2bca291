export const linking = {
  link: 'Link',
  title: 'Are they the same person?',
  text: (name: string) =>
    `${name} in Azure AD and the user who is in Kissflow become one. From the next sync on the user follows Azure AD; what they have in Kissflow stays.`,
  cancel: 'Cancel',
};
