import { describeError, describeWithStack } from './describe-error.js';

function aDuplicateKey(): Error {
  const message = 'E11000 duplicate key error collection: db.users dup key: { email: "ada@example.com" }';
  return Object.assign(new Error(message), { name: 'MongoServerError', code: 11000 });
}

describe(describeError, () => {
  it('tells class and message', () => {
    expect(describeError(new TypeError('x is not a function'))).toBe('TypeError: x is not a function');
  });

  it('tells the code instead of a message that quotes stored values', () => {
    expect(describeError(aDuplicateKey())).toBe('MongoServerError (code 11000)');
  });

  it('does not print what is thrown without being an error', () => {
    expect(describeError('ada@example.com')).toBe('a thrown string');
  });
});

describe(describeWithStack, () => {
  it('tells where it happened and what caused it, still without values', () => {
    const sut = describeWithStack(new Error('page 7 was not stored', { cause: aDuplicateKey() }));
    expect(sut).toMatch(/^Error: page 7 was not stored\n\s+at .*describe-error\.spec/);
    expect(sut).toMatch(/\nCaused by MongoServerError \(code 11000\)\n\s+at /);
    expect(sut).not.toContain('ada');
  });
});
