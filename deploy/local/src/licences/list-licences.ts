/** As much of npm's lock file as tells what is installed: https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
export interface LockFile {
  packages: Record<
    string,
    { version?: string; license?: string; dev?: boolean; devOptional?: boolean; optional?: boolean; link?: boolean }
  >;
}

export interface Licensed {
  name: string;
  version: string;
  licence: string;
}

/** Licences that ask for no more than to be named. */
const permissive = [
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Zlib',
  'Python-2.0',
  'Unlicense',
];

/** Packages whose manifest has their licence in a place of long ago, where npm does not look. */
const statedElsewhere: Record<string, string> = { busboy: 'MIT', streamsearch: 'MIT' };

/** Other people's packages that are part of the image, each version once. Tools for building and testing are not, nor what is optional. */
export function listLicences({ packages }: LockFile): Licensed[] {
  const shipped = Object.entries(packages).flatMap(([path, { version, license, dev, devOptional, optional, link }]) => {
    const name = path.split('node_modules/').at(-1) ?? '';
    if (!path.includes('node_modules/') || dev || devOptional || optional || link || version === undefined) return [];
    return [{ name, version, licence: license ?? statedElsewhere[name] ?? 'unknown' }];
  });
  const unique = new Map(shipped.map((each) => [`${each.name}@${each.version}`, each]));
  return [...unique.values()].sort((one, other) => one.name.localeCompare(other.name));
}

/** Whether a licence can be met by naming it; of a choice one has to, of several that all hold each. */
export function isPermissive(licence: string): boolean {
  const plain = licence.replaceAll(/[()]/g, '');
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isPermissive);
  return plain.split(' AND ').every((part) => permissive.includes(part.trim()));
}
