import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isPermissive, listLicences, type LockFile } from './list-licences.js';

const lockFile = fileURLToPath(new URL('../../../../package-lock.json', import.meta.url));
const licences = listLicences(JSON.parse(readFileSync(lockFile, 'utf8')) as LockFile);

for (const { name, version, licence } of licences) {
  process.stdout.write(`${name} ${version}  ${licence}${isPermissive(licence) ? '' : '  (look into this one)'}\n`);
}
