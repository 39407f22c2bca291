import type {
  DirectoryUser,
  MappedPerson,
  MappingRow,
  Problem,
  RejectedPerson,
  RejectReason,
  SourceAttribute,
  TestedValue,
  UserField,
} from '@rollcall/contracts';
import { type Catalogues, compileRow, isReadable } from './compile-row.js';
import { mapRow, type ReadyRow, sourceNames, sourceValue } from './map-row.js';

/** The rows, and what there is to map from and to. */
export interface MappingInput {
  rows: readonly MappingRow[];
  attributes: readonly SourceAttribute[];
  fields: readonly UserField[];
  /** What the directory lets be read, where that is known. */
  permissions?: readonly string[];
}

/** What the test table needs. It is there for a mapping with problems too: those rows show the source and their problem. */
export interface Trial {
  /** Names of the attributes to read from the directory. */
  attributes: string[];
  /** One value for each row, in order of the rows. */
  describe(user: DirectoryUser): TestedValue[];
}

export interface CompiledMapping extends Trial {
  /** Ids of the fields with Sync updates off. */
  writeOnce: string[];
  mapPerson(user: DirectoryUser): MappedPerson | RejectedPerson;
}

export type CompileResult = { ok: true; mapping: CompiledMapping } | { ok: false; problems: Problem[]; trial: Trial };

interface TrialRow {
  target: string;
  sources: string[];
  ready?: ReadyRow;
  problem?: Problem;
}

/** Judges a mapping by itself, and makes of it the one thing that test and sync run. */
export function compileMapping({ rows, attributes, fields, permissions }: MappingInput): CompileResult {
  const catalogues: Catalogues = {
    permissions,
    attributes: new Map(attributes.map((attribute) => [attribute.name, attribute])),
    fields: new Map(fields.map((field) => [field.id, field])),
  };
  const compiled = rows.map((row, index) => compileRow(row, index, catalogues));
  const problems = [
    ...compiled.flatMap((result) => (result.ok ? [] : result.problems)),
    ...repeatedTargets(rows, catalogues),
    ...unmappedFields(rows, fields),
    ...tooManyAttributes(rows),
  ];
  const trial = trialOf(
    rows.map((row, index) => {
      const result = compiled[index];
      return {
        target: row.target,
        sources: sourceNames(row).filter((name) => isReadable(catalogues.attributes.get(name), permissions)),
        ready: result?.ok ? result.row : undefined,
        problem: problems.find((problem) => problem.row === index),
      };
    }),
  );
  if (problems.length > 0) return { ok: false, problems, trial };

  const ready = compiled.flatMap((result) => (result.ok ? [result.row] : []));
  const writeOnce = rows.filter((row) => !row.syncUpdates).map((row) => row.target);
  return { ok: true, mapping: { ...trial, writeOnce, mapPerson: (user) => mapPerson(ready, user) } };
}

function mapPerson(rows: readonly ReadyRow[], user: DirectoryUser): MappedPerson | RejectedPerson {
  const { externalId, displayName: name, guest } = user;
  const values: Record<string, string | null> = {};
  const reasons: RejectReason[] = [];
  for (const row of rows) {
    const stored = mapRow(row, user);
    if (stored === null || typeof stored === 'string') values[row.field.id] = stored;
    else reasons.push(stored);
  }
  if (reasons.length > 0) return { is: 'rejected', externalId, name, reasons };
  return { is: 'mapped', externalId, name, guest, values };
}

function trialOf(rows: readonly TrialRow[]): Trial {
  return {
    attributes: [...new Set(rows.flatMap((row) => row.sources))].slice(0, mostAttributes),
    describe: (user) => rows.map((row) => describeRow(row, user)),
  };
}

function describeRow({ target: field, sources, ready, problem }: TrialRow, user: DirectoryUser): TestedValue {
  const source = sourceValue(sources, user);
  if (problem) return { field, source, stored: null, error: { code: problem.code, field, message: problem.message } };
  if (!ready) return { field, source, stored: null };
  const stored = mapRow(ready, user);
  if (stored === null || typeof stored === 'string') return { field, source, stored };
  return { field, source, stored: null, error: stored };
}

function repeatedTargets(rows: readonly MappingRow[], { fields }: Catalogues): Problem[] {
  return rows.flatMap(({ target }, row) => {
    if (rows.findIndex((other) => other.target === target) === row) return [];
    const name = fields.get(target)?.name ?? target;
    const message = `${name} is mapped twice. Remove one of its rows; a further attribute can be its fallback.`;
    return [{ code: 'field-mapped-twice', message, row }];
  });
}

function unmappedFields(rows: readonly MappingRow[], fields: readonly UserField[]): Problem[] {
  const mapped = new Set(rows.map((row) => row.target));
  return fields
    .filter((field) => field.required && !mapped.has(field.id))
    .map(({ name }) => ({
      code: 'required-field-missing',
      message: `${name} is required, and no row maps it. Add a row for ${name}.`,
    }));
}

/** As many as one read of the directory takes. */
const mostAttributes = 200;

function tooManyAttributes(rows: readonly MappingRow[]): Problem[] {
  const { size } = new Set(rows.flatMap(sourceNames));
  if (size <= mostAttributes) return [];
  const message = `The mapping reads ${size} attributes; ${mostAttributes} are possible. Remove fallbacks or rows.`;
  return [{ code: 'too-many-attributes', message }];
}
