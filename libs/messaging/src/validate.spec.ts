import { UserChange, UserChanged } from '@rollcall/contracts';
import { InvalidMessageError } from './errors.js';
import { parseJson, validate } from './validate.js';

function aUserChanged(more: object = {}): object {
  return {
    eventId: '0b3c8a52-6c86-4d5f-9d6c-0c6c5a1d9a10',
    occurredAt: '2026-11-02T10:00:00.000Z',
    accountId: 'AcTest',
    changes: [{ userId: 'Us1', version: 1, change: 'created', fields: [] }],
    ...more,
  };
}

describe(validate, () => {
  it('makes an instance of the contract class, nested ones too', () => {
    const sut = validate(UserChanged, aUserChanged());
    expect(sut).toBeInstanceOf(UserChanged);
    expect(sut.changes[0]?.constructor.name).toBe('UserChange');
  });

  it('drops what a newer sender added, at any depth', () => {
    const changes = [{ userId: 'Us1', version: 1, change: 'created', fields: [], reason: 'new' }];
    expect(validate(UserChanged, aUserChanged({ changes, shard: 3 }))).toEqual(validate(UserChanged, aUserChanged()));
  });

  it('takes as it is what no class describes, and still checks its bounds', () => {
    const change = { userId: 'Us1', version: 1, change: 'created', fields: ['title'] };
    expect(validate(UserChange, change).fields).toBe(change.fields);
    expect(() => validate(UserChange, { ...change, fields: Array.from({ length: 201 }, () => 'title') })).toThrow(
      /fields \(/,
    );
  });

  it('is not fooled by a key that names the prototype', () => {
    const polluting = JSON.stringify(aUserChanged()).replace('{', '{"__proto__":{"polluted":true},');
    const sut = validate(UserChanged, parseJson(new TextEncoder().encode(polluting), 'user.changed'));
    expect(sut).toBeInstanceOf(UserChanged);
    expect(sut).not.toHaveProperty('polluted');
  });

  it('names every wrong property with its place, and no value', () => {
    const changes = [{ userId: 'Us1', version: 'secret-value', change: 'created', fields: [] }];
    const sut = () => validate(UserChanged, aUserChanged({ accountId: 'secret-account', changes }), 'user.changed');
    expect(sut).toThrow(InvalidMessageError);
    expect(sut).toThrow(
      /^user\.changed is not valid: .*changes\.0\.version \(version must be an integer number\); accountId \(/,
    );
    expect(sut).not.toThrow(/secret/);
  });

  it('shows ten problems and counts the others', () => {
    const changes = Array.from({ length: 30 }, () => ({ userId: 1, version: 1, change: 'created', fields: [] }));
    expect(() => validate(UserChanged, aUserChanged({ changes }))).toThrow(/and \d+ more$/);
  });

  it.each([null, undefined, 'text', 7, []])('refuses %p, which is no object', (plain) => {
    expect(() => validate(UserChanged, plain)).toThrow('UserChanged is not valid: it must be an object');
  });
});

describe(parseJson, () => {
  it('reads JSON', () => {
    expect(parseJson(new TextEncoder().encode('{"a":[1]}'), 'x')).toEqual({ a: [1] });
  });

  it('says that something is not JSON without quoting it', () => {
    const sut = () => parseJson(new TextEncoder().encode('secret{'), 'user.changed');
    expect(sut).toThrow(new InvalidMessageError('user.changed is not valid: its payload is not JSON'));
  });
});
