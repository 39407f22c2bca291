/**
 * Everything the tenant holds follows from a seed and a number, so that person 73,412 of a hundred thousand can be made
 * on demand, comes out the same every time, and costs nothing until somebody asks.
 */
export function mix(seed: number, index: number, salt: number): number {
  let hash =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35) ^ Math.imul(salt + 1, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

export function pick<T>(list: readonly [T, ...T[]], number: number): T {
  return list[number % list.length] ?? list[0];
}

const MULTIPLIER = 0x9e3779b1;
/** Keeps small numbers of a small seed from making an id of zeros. */
const OFFSET = 0x5bd1e995;

/** The number that undoes a multiplication modulo 2^32; Newton's iteration doubles the right bits with each step. */
const INVERSE = [1, 2, 3, 4].reduce((inverse) => Math.imul(inverse, 2 - Math.imul(MULTIPLIER, inverse)), MULTIPLIER);

const block = Buffer.alloc(16);

/** An object id that holds its number in the first eight digits, so that no index of ids has to be kept. */
export function guid(seed: number, index: number): string {
  const scrambled = Math.imul(index ^ seed ^ OFFSET, MULTIPLIER);
  block.writeUInt32BE((scrambled ^ (scrambled >>> 16)) >>> 0, 0);
  block.writeUInt32BE(mix(seed, index, 101), 4);
  block.writeUInt32BE(mix(seed, index, 102), 8);
  block.writeUInt32BE(mix(seed, index, 103), 12);
  const hex = block.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The number of an id made by `guid`, or undefined for any other id. */
export function indexOfGuid(seed: number, id: string): number | undefined {
  if (!/^[0-9a-f]{8}-/.test(id)) return undefined;
  const word = Number.parseInt(id.slice(0, 8), 16);
  const index = (Math.imul(word ^ (word >>> 16), INVERSE) ^ seed ^ OFFSET) >>> 0;
  return guid(seed, index) === id ? index : undefined;
}
