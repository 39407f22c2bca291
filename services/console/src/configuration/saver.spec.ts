import { Problem } from '../api/problem.js';
import type { Configuration } from '../api/shapes.js';
import { Saver } from './saver.js';

const LATER_MS = 60_000;

/** A draft as the API keeps it: each save makes another ETag, a save from an older one is refused. */
class Draft {
  etag = 'e1';
  value = 'first';
  changedBy = 'Ana Sample';
  saves = 0;
  failure: Problem | undefined;

  readonly put = (value: string, etag: string | undefined): Promise<Configuration> => {
    if (this.failure) return Promise.reject(this.failure);
    if (etag !== this.etag) return Promise.reject(this.conflict());
    this.save(value, 'Ana Sample');
    const draft = { etag: this.etag, rows: [], changedAt: '2026-11-02T10:00:00.000Z', changedBy: this.changedBy };
    return Promise.resolve({ state: 'draft', connected: true, problems: [], mappingTested: false, draft });
  };

  save(value: string, by: string): void {
    this.value = value;
    this.changedBy = by;
    this.saves += 1;
    this.etag = `e${this.saves + 1}`;
  }

  private conflict(): Problem {
    const details = { changedBy: this.changedBy, changedAt: '2026-11-02T10:00:00.000Z', etag: this.etag };
    const document = { status: 412, title: '', code: 'draft-changed', detail: 'Changed.', details };
    return new Problem(412, 'draft-changed', 'Changed.', document as never);
  }
}

describe(Saver, () => {
  let draft: Draft;
  let sut: Saver<string>;

  beforeEach(() => {
    draft = new Draft();
    sut = new Saver(draft.put, 'e1', LATER_MS);
  });

  it('saves the latest of several changes, once', async () => {
    sut.change('second');
    sut.change('third');
    expect(sut.snapshot()).toEqual({ is: 'waiting' });
    expect(await sut.flush()).toBe(true);
    expect(draft).toMatchObject({ value: 'third', saves: 1 });
    expect(sut.snapshot()).toEqual({ is: 'saved' });
  });

  it('saves by itself after a moment', async () => {
    sut = new Saver(draft.put, 'e1', 0);
    const saved = new Promise<void>((resolve) => sut.subscribe(() => sut.snapshot().is === 'saved' && resolve()));
    sut.change('second');
    await saved;
    expect(draft.value).toBe('second');
  });

  it('goes on from its own last save', async () => {
    sut.change('second');
    await sut.flush();
    sut.change('third');
    expect(await sut.flush()).toBe(true);
    expect(draft).toMatchObject({ value: 'third', saves: 2 });
  });

  it('saves what was changed while a save was under way', async () => {
    const stop = sut.subscribe(() => {
      if (sut.snapshot().is !== 'saving') return;
      stop();
      sut.change('third');
    });
    sut.change('second');
    expect(await sut.flush()).toBe(false);
    expect(await sut.flush()).toBe(true);
    expect(draft).toMatchObject({ value: 'third', saves: 2 });
  });

  it('has nothing to save where nothing was changed', async () => {
    expect(await sut.flush()).toBe(true);
    expect(draft.saves).toBe(0);
  });

  it('undoes nobody else’s change, and says whose it is', async () => {
    draft.save('theirs', 'Bo Specimen');
    sut.change('mine');
    expect(await sut.flush()).toBe(false);
    expect(draft.value).toBe('theirs');
    expect(sut.snapshot()).toMatchObject({ is: 'conflict', conflict: { changedBy: 'Bo Specimen', etag: 'e2' } });
  });

  it('saves nothing more after a conflict until it is told to', async () => {
    draft.save('theirs', 'Bo Specimen');
    sut.change('mine');
    await sut.flush();
    sut.change('mine again');
    expect(await sut.flush()).toBe(false);
    expect(await sut.overwrite()).toBe(true);
    expect(draft.value).toBe('mine again');
  });

  it('keeps what could not be saved, for the next try', async () => {
    draft.failure = new Problem(503, 'service-unavailable', 'Not now.');
    sut.change('second');
    expect(await sut.flush()).toBe(false);
    expect(sut.snapshot()).toMatchObject({ is: 'failed', problem: { code: 'service-unavailable' } });
    draft.failure = undefined;
    expect(await sut.flush()).toBe(true);
    expect(draft.value).toBe('second');
  });

  it('tells a draft that somebody else made from its own', async () => {
    sut.change('second');
    await sut.flush();
    expect([sut.knows('e2'), sut.knows('e3')]).toEqual([true, false]);
  });
});
