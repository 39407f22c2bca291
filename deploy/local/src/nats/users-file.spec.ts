import { readFileSync } from 'node:fs';
import {
  configRequests,
  events,
  identityConnectorRequests,
  mappingValidatorRequests,
  notificationRequests,
  requests,
  syncRunnerRequests,
  userLifecycleRequests,
} from '@rollcall/contracts';
import { permissionsOfServices, usersConfiguration, usersFile } from './users-file.js';

const contracts = {
  config: configRequests,
  'identity-connector': identityConnectorRequests,
  'mapping-validator': mappingValidatorRequests,
  notification: notificationRequests,
  'sync-runner': syncRunnerRequests,
  'user-lifecycle': userLifecycleRequests,
};

describe('the users of the bus', () => {
  const users = permissionsOfServices();
  const permissionsOf = (service: string) => {
    const permissions = users.get(service);
    if (!permissions) throw new Error(`${service} is no user of the bus`);
    return permissions;
  };

  it('are shipped as the code of the services demands: run npm run nats-users', () => {
    expect(readFileSync(usersFile, 'utf8')).toBe(usersConfiguration());
  });

  it('are the services', () => {
    expect([...users.keys()].sort()).toEqual([...Object.keys(contracts), 'gateway'].sort());
  });

  it.each(Object.entries(contracts))('let %s answer what is its own, and nothing else', (service, own) => {
    const answered = permissionsOf(service).subscribe.filter((subject) => subject.startsWith('rpc.'));
    const foreign = answered.filter((subject) => !(subject.replace(` ${service}`, '') in own));

    expect(answered.length).toBeGreaterThan(0);
    expect(foreign).toEqual([]);
  });

  it('ask and emit only what there is in the contracts, and never everything', () => {
    const said = [...users.values()].flatMap(({ publish }) => publish);
    const ours = said.filter((subject) => !/^(\$JS\.|dlq\.|live\.|(counts|records)\.\*$)/.test(subject));

    expect(ours.filter((subject) => !(subject in requests || subject in events))).toEqual([]);
    expect(said.filter((subject) => /^[*>]|\.(DELETE|PURGE|MSG\.(GET|DELETE))\b/.test(subject))).toEqual([]);
    const heard = [...users.values()].flatMap(({ subscribe }) => subscribe);
    expect(heard.filter((subject) => /[*>]/.test(subject) && !/^_INBOX\.[a-z-]+\.>$/.test(subject))).toEqual([]);
  });

  it('have no password in the file', () => {
    const passwords = [...readFileSync(usersFile, 'utf8').matchAll(/password: (\S+)/g)].map(([, given]) => given);

    expect(passwords).toHaveLength(users.size + 1);
    for (const password of passwords) expect(password).toMatch(/^\$NATS_[A-Z_]+_PASSWORD$/);
  });
});
