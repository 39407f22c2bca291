import { startingRows } from '@rollcall/mapping';
import { RefusedError } from '@rollcall/messaging';
import { aConfiguration, aDraft, aPreferences, aRevision, aScope } from './builders.js';
import { editDraft, refuseIfChanged } from './edit-draft.js';

const now = new Date('2026-03-02T08:00:00Z');
const guestsOut = aScope({ includeGuests: false });

describe(editDraft.name, () => {
  test('starts a first draft with the rows every mapping needs', () => {
    const draft = editDraft({ configuration: aConfiguration() }, { scope: guestsOut }, 'Ada Sample', now);
    expect(draft).toEqual({
      etag: expect.any(String) as string,
      scope: guestsOut,
      rows: startingRows,
      changedAt: now,
      changedBy: 'Ada Sample',
    });
  });

  test('starts as a copy of what is active', () => {
    const active = aRevision();
    const draft = editDraft({ configuration: aConfiguration(), active }, { scope: guestsOut }, 'Ada Sample', now);
    expect(draft).toMatchObject({ scope: guestsOut, rows: active.rows, preferences: active.preferences });
    expect(draft).not.toHaveProperty('activatedBy');
  });

  test('changes one step of a draft, keeps the others and gives it another etag', () => {
    const draft = aDraft();
    const preferences = aPreferences({ removedUsers: 'delete' });
    const edited = editDraft({ configuration: aConfiguration({ draft }) }, { preferences }, 'Ada Sample', now);
    expect(edited).toMatchObject({ scope: draft.scope, rows: draft.rows, preferences, changedBy: 'Ada Sample' });
    expect(edited.etag).not.toBe(draft.etag);
  });
});

describe(refuseIfChanged.name, () => {
  test('accepts the etag of the draft, and none', () => {
    expect(() => refuseIfChanged(aDraft(), 'etag-1')).not.toThrow();
    expect(() => refuseIfChanged(aDraft(), undefined)).not.toThrow();
    expect(() => refuseIfChanged(undefined, undefined)).not.toThrow();
  });

  test('says who changed the draft and when', () => {
    const words = 'Bo Sample changed this at Sun, 01 Mar 2026 10:00:00 GMT: reload to see it.';
    expect(() => refuseIfChanged(aDraft(), 'etag-0')).toThrow(new RefusedError('draft-changed', words));
  });

  test('says that the draft is gone', () => {
    expect(() => refuseIfChanged(undefined, 'etag-1')).toThrow('activated or discarded meanwhile: reload');
  });
});
