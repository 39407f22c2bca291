import type { DirectoryUser } from '@rollcall/contracts';
import { chooseSample } from './choose-sample.js';

const aPerson = (externalId: string, more: Partial<DirectoryUser> = {}): DirectoryUser => ({
  externalId,
  displayName: externalId,
  enabled: true,
  guest: false,
  attributes: { mail: `${externalId}@contoso.com`, city: 'Bonn' },
  ...more,
});

const plain = Array.from({ length: 30 }, (_, index) => aPerson(`plain${index}`));
const names = (people: DirectoryUser[]): string[] => people.map(({ externalId }) => externalId);
const sample = (people: DirectoryUser[], size: number): string[] => names(chooseSample(people, ['mail', 'city'], size));

describe(chooseSample.name, () => {
  it('shows each kind of trouble before a second of one kind', () => {
    const people = [
      ...plain,
      aPerson('guest', { guest: true }),
      aPerson('disabled', { enabled: false }),
      aPerson('rabbit', { displayName: '兎' }),
      aPerson('nomail', { attributes: { mail: null, city: 'Bonn' } }),
      aPerson('nocity', { attributes: { mail: 'a@b.c', city: null } }),
      aPerson('longest', { attributes: { mail: 'a@b.c', city: 'Llanfairpwllgwyngyll' } }),
    ];

    expect(sample(people, 7)).toEqual(['plain0', 'guest', 'disabled', 'rabbit', 'nomail', 'nocity', 'longest']);
  });

  it('fills up with ordinary people, nobody twice', () => {
    expect(new Set(sample(plain, 10)).size).toBe(10);
  });

  it('gives everybody where there are fewer', () => {
    expect(sample(plain.slice(0, 3), 10).sort()).toEqual(['plain0', 'plain1', 'plain2']);
    expect(sample([], 10)).toEqual([]);
  });

  it('takes letters of Western languages for ordinary', () => {
    const people = [
      aPerson('umlaut', { displayName: 'Jürgen Łukasz' }),
      aPerson('greek', { displayName: 'Ελένη' }),
      aPerson('x'),
    ];

    expect(sample(people, 2)).toEqual(['umlaut', 'greek']);
  });
});
