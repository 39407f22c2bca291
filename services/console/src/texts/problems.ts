/** What is said where the API could say nothing itself. */
export const problems = {
  unreachable: 'Kissflow cannot be reached. Check the network; this page tries again by itself.',
  unreadable: (status: number) => `Kissflow answered with status ${status} and no explanation. Try again in a minute.`,
  console: 'This page has met a fault of its own. Reload it; nothing you saved is lost.',
  title: 'This could not be loaded',
  failedTitle: 'This could not be done',
  tryAgain: 'Try again',
  reload: 'Reload the page',
  requestId: (id: string) => `For support: request ${id}`,
};
