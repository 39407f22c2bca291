/**
 * The settings of a local system, from the environment: those of the services' own that a person may want to set, and
 * where things listen. Whatever is not given is started here, or chosen.
 */
export interface LocalSettings {
  mongoUrl?: string;
  natsUrl?: string;
  smtpUrl?: string;
  gatewayPort?: number;
  rehearsalPort?: number;
  /** Settings handed to every service as they are. */
  handedOn: Record<string, string>;
}

/** Whatever of these is set replaces what the rehearsal tenant would play. */
const outward = [
  'PUBLIC_URL',
  'AZURE_CLIENT_ID',
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_SECRET_FILE',
  'AZURE_CLIENT_CERTIFICATE',
  'AZURE_CLIENT_CERTIFICATE_FILE',
  'AZURE_CLIENT_SECRET_NEXT',
  'AZURE_CLIENT_SECRET_NEXT_FILE',
  'AZURE_CLIENT_CERTIFICATE_NEXT',
  'AZURE_CLIENT_CERTIFICATE_NEXT_FILE',
  'AZURE_CLIENT_SECRET_EXPIRES',
  'AZURE_CLIENT_SECRET_NEXT_EXPIRES',
  'ENTRA_LOGIN_ORIGIN',
  'GRAPH_ORIGIN',
  'KISSFLOW_JWKS_URL',
  'KISSFLOW_ISSUER',
  'KISSFLOW_AUDIENCE',
  'KISSFLOW_SIGN_IN_URL',
  'MAIL_FROM',
  'SMTP_RATE_PER_MINUTE',
  'KEEP_NOTICES_DAYS',
  'KEEP_HISTORY_DAYS',
  'LOG_LEVEL',
  'REHEARSAL_PEOPLE',
  'REHEARSAL_GROUPS',
  'REHEARSAL_TENANTS',
  'REHEARSAL_SEED',
];

/** What any process needs of its surroundings, without the settings of others. */
const surroundings = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'SystemRoot',
  'TZ',
  'LANG',
  'NODE_COMPILE_CACHE',
  'NODE_EXTRA_CA_CERTS',
];

export function readSettings(source: Record<string, string | undefined> = process.env): LocalSettings {
  return {
    mongoUrl: source.MONGO_URL,
    natsUrl: source.NATS_URL,
    smtpUrl: source.SMTP_URL,
    gatewayPort: portOf(source, 'GATEWAY_PORT'),
    rehearsalPort: portOf(source, 'REHEARSAL_PORT'),
    handedOn: pick(source, outward),
  };
}

export function surroundingsOf(source: Record<string, string | undefined> = process.env): Record<string, string> {
  return pick(source, surroundings);
}

function pick(source: Record<string, string | undefined>, names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (source[name] ? [[name, source[name]]] : [])));
}

function portOf(source: Record<string, string | undefined>, name: string): number | undefined {
  const text = source[name];
  if (!text) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${name} must be a port from 1 to 65535`);
}
