import type { Notice } from '@rollcall/contracts';
import { type Look, type OpenCause, planCauses } from './plan-causes.js';

const at = new Date('2026-11-24T06:21:00.000Z');
const aLook = (causes: string[], more: Partial<Look> = {}): Look => ({
  at,
  found: causes.map((cause): Notice => ({ cause, message: `About ${cause}.` })),
  isWhole: true,
  link: '/sync-runs/2',
  ...more,
});
const anOpen = (cause: string, more: Partial<OpenCause> = {}): OpenCause => ({
  cause,
  message: 'As it was.',
  openedAt: new Date('2026-11-17T06:21:00.000Z'),
  link: '/sync-runs/1',
  told: ['UsAna'],
  ...more,
});
const causes = (open: OpenCause[]) => open.map(({ cause }) => cause);

describe(planCauses.name, () => {
  it('takes for over only what a look that is not whole has looked for', () => {
    const open = [anOpen('connection-lost'), anOpen('people-rejected')];
    const look = aLook([], { isWhole: false, lookedFor: new Set(['connection-lost']) });
    const { kept, over } = planCauses(open, look);
    expect([causes(kept), causes(over)]).toEqual([['people-rejected'], ['connection-lost']]);
  });

  it('opens what is new, and reminds after a week of what waits for somebody', () => {
    const { found } = planCauses([], aLook(['short-read', 'people-rejected']));
    expect(found).toEqual([
      {
        cause: 'people-rejected',
        message: 'About people-rejected.',
        link: '/sync-runs/2',
        openedAt: at,
        told: [],
        remindAt: new Date('2026-12-01T06:21:00.000Z'),
      },
      { cause: 'short-read', message: 'About short-read.', link: '/sync-runs/2', openedAt: at, told: [] },
    ]);
  });

  it('keeps since when a cause lasts and who knows, and takes over its newest words', () => {
    const before = anOpen('people-rejected');
    const { found } = planCauses([before], aLook(['people-rejected']));
    expect(found).toEqual([{ ...before, message: 'About people-rejected.', link: '/sync-runs/2' }]);
  });

  it('takes for over what a whole look did not find', () => {
    const plan = planCauses([anOpen('short-read'), anOpen('group-empty')], aLook(['group-empty']));
    expect([causes(plan.found), causes(plan.kept), causes(plan.over)]).toEqual([['group-empty'], [], ['short-read']]);
  });

  it('takes nothing for over after a look that broke off', () => {
    const plan = planCauses([anOpen('short-read')], aLook(['connection-lost'], { isWhole: false }));
    expect([causes(plan.found), causes(plan.kept), causes(plan.over)]).toEqual([
      ['connection-lost'],
      ['short-read'],
      [],
    ]);
  });

  it('makes one of several of a cause, and does not let it grow without end', () => {
    const found = ['A', 'B', 'B', 'C', 'D', 'E'].map((name) => ({
      cause: 'group-empty',
      message: `${name} is empty.`,
    }));
    const plan = planCauses([], aLook([], { found }));
    expect(plan.found.map(({ message }) => message)).toEqual([
      'A is empty. B is empty. C is empty. And 2 more of this kind.',
    ]);
  });

  it('tells apart what says what it is about: news of another is news, and over is the last of them', () => {
    const empty = (about: string) => ({ cause: 'group-empty', about, message: `${about} is empty.` });
    const first = planCauses([], aLook([], { found: [empty('sales')] }));
    const told = first.found.map((cause) => ({ ...cause, told: ['UsAna'] }));
    const second = planCauses(told, aLook([], { found: [empty('support'), empty('sales')] }));
    expect(second.found).toMatchObject([
      { about: 'support', told: [], message: 'support is empty.' },
      { about: 'sales', told: ['UsAna'], openedAt: at },
    ]);

    const third = planCauses(second.found, aLook([], { found: [empty('support')] }));
    expect([third.found.map(({ about }) => about), third.over]).toEqual([['support'], []]);
    expect(planCauses(third.found, aLook([])).over).toMatchObject([{ about: 'support' }]);
  });

  it('leads to the page where something is done about it, else to where it was found', () => {
    const { found } = planCauses([], aLook(['removals-held', 'people-rejected']));
    expect(found.map(({ link }) => link)).toEqual(['/removals', '/sync-runs/2']);
  });

  it('puts first what stops every sync, then what waits for somebody', () => {
    const { found } = planCauses([], aLook(['short-read', 'something-new', 'group-empty', 'connection-lost']));
    expect(causes(found)).toEqual(['connection-lost', 'group-empty', 'short-read', 'something-new']);
  });
});
