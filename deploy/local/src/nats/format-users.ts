import type { Permissions } from './derive-permissions.js';

/** What the server's configuration and the environment of whoever starts it call a user's password. */
export const passwordVariable = (user: string): string => `NATS_${user.toUpperCase().replaceAll('-', '_')}_PASSWORD`;

/** Sees and may do everything: for people, and for tests. */
export const OPERATOR = 'operator';

/** The configuration of a server with these users, on top of another's. Passwords come from the environment and are in no file. */
export function formatUsers(users: Map<string, Permissions>, base: string): string {
  return `# Written by npm run nats-users from what each service's code says and hears. Not to be edited.
#
# One user for each service, with the least it needs. Passwords are taken from the environment of the server; give them
# letters and digits only, beginning with a letter.

include ${base}

authorization {
  timeout: 2
  users: [
    { user: ${OPERATOR}, password: $${passwordVariable(OPERATOR)} }
${[...users].map(([user, permissions]) => formatUser(user, permissions)).join('\n')}
  ]
}
`;
}

const formatUser = (user: string, { publish, subscribe }: Permissions): string => `    {
      user: ${user}, password: $${passwordVariable(user)}
      permissions: {
        publish: ${formatList(publish)}
        subscribe: ${formatList(subscribe)}
        # Each request that it is sent may be answered, once.
        allow_responses: { max: 1, expires: "5m" }
      }
    }`;

const formatList = (subjects: string[]): string =>
  `[\n${subjects.map((subject) => `          "${subject}"`).join('\n')}\n        ]`;
