import { UserChanged } from '@rollcall/contracts';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  ValidateIf,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { compileReader } from './compile-reader.js';

class Inner {
  @IsInt() @Max(9) size: number;
}

class Base {
  @IsString() id: string;
}

class Outer extends Base {
  @IsIn(['one', 'many']) kind: 'one' | 'many';
  @ValidateIf(({ kind }: Outer) => kind === 'one') @ValidateNested() @Type(() => Inner) one?: Inner;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Inner) many?: Inner[];
  @IsOptional() @IsArray() @ArrayMaxSize(2) @IsString({ each: true }) words?: string[];
}

class Bare {
  anything: string;
}

const outer = { id: 'a', kind: 'one', one: { size: 1 } };
const changed = {
  eventId: '0b3c8a52-6c86-4d5f-9d6c-0c6c5a1d9a10',
  occurredAt: '2026-11-02T10:00:00.000Z',
  accountId: 'AcTest',
  changes: [{ userId: 'Us1', version: 1, change: 'created', fields: ['title'] }],
};
const oddities: unknown[] = [undefined, null, 0, -1, 1.5, 99, '', 'text', true, [], {}, [null], [{}], [1], ['text']];

describe(compileReader, () => {
  it.each<[string, object]>([
    ['an inherited rule', { ...outer, id: 7 }],
    ['a rule of a nested value', { ...outer, one: { size: 10 } }],
    ['one of many nested values', { id: 'a', kind: 'many', many: [{ size: 1 }, { size: '2' }] }],
    ['one word of many', { ...outer, words: ['a', 7] }],
    ['a nested value that is none', { ...outer, one: null }],
    ['a value that is missing', { kind: 'one', one: { size: 1 } }],
  ])('reads nothing where %s is broken', (_, plain) => {
    expect(compileReader(Outer)(plain)).toBeUndefined();
  });

  it('looks at no property whose condition does not hold', () => {
    const plain = { id: 'a', kind: 'many', one: { size: 'any' }, many: null };
    expect(compileReader(Outer)(plain)).toMatchObject(plain);
  });

  it('reads nothing into a class without rules', () => {
    expect(compileReader(Bare)({ anything: 'goes' })).toBeUndefined();
  });

  it.each<[string, new () => object, Record<string, unknown>]>([
    ['an event', UserChanged, changed],
    ['a made-up class', Outer, { ...outer, many: [{ size: 1 }], words: ['a'] }],
  ])('judges %s as class-validator does, whatever a property is', (_, type, valid) => {
    const byClassValidator = (plain: object) => validateSync(plainToInstance(type, plain)).length === 0;
    for (const property of Object.keys(valid)) {
      for (const oddity of oddities) {
        const plain = { ...valid, [property]: oddity };
        expect([plain, compileReader(type)(plain) !== undefined]).toEqual([plain, byClassValidator(plain)]);
      }
    }
  });
});
