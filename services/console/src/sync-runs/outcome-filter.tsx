import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Counts, Outcome } from '../api/shapes.js';
import { formatNumber } from '../formats/format-number.js';
import { actions, runs } from '../texts/runs.js';
import { syncRun as texts } from '../texts/sync-runs.js';
import classes from './sync-runs.module.css';

type Action = Outcome['action'];

const colours: Record<Action, string> = {
  added: '#2a9d63',
  linked: '#55b98a',
  updated: '#3b74e3',
  reactivated: '#7aa2f7',
  deactivated: '#c78514',
  deleted: '#8f5b00',
  rejected: '#d0453b',
  held: '#a4559d',
  awaitingSecondLook: '#7d8798',
  leftScope: '#98a1b0',
  skipped: '#b4bbc7',
};

interface OutcomeFilterProps {
  counts: Counts;
  chosen: Action | undefined;
  choose: (action: Action | undefined) => void;
}

/** The outcomes of a run as a bar, and as what its people are filtered by. */
export function OutcomeFilter({ counts, chosen, choose }: OutcomeFilterProps) {
  const shown = actions.filter((action) => counts[action] > 0 || action === chosen);
  const total = shown.reduce((sum, action) => sum + counts[action], 0);
  const parts = shown.filter((action) => counts[action] > 0);
  return (
    <>
      {total > 0 && (
        <div
          className={classes.chart}
          role="img"
          aria-label={`${texts.chart}: ${parts.map((action) => `${runs.actions[action]} ${counts[action]}`).join(', ')}`}
        >
          {parts.map((action) => (
            <div
              key={action}
              className={classes.part}
              style={{ flexGrow: counts[action], background: colours[action] }}
            />
          ))}
        </div>
      )}
      <Group gap="xs" role="group" aria-label={texts.outcomes}>
        <Choice isChosen={chosen === undefined} onClick={() => choose(undefined)}>
          {texts.all(total)}
        </Choice>
        {shown.map((action) => (
          <Choice key={action} isChosen={chosen === action} onClick={() => choose(action)}>
            <span className={classes.mark} style={{ background: colours[action] }} />
            {runs.actions[action]} {formatNumber(counts[action])}
          </Choice>
        ))}
      </Group>
    </>
  );
}

interface ChoiceProps {
  isChosen: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Choice({ isChosen, onClick, children }: ChoiceProps) {
  return (
    <Button size="compact-md" variant={isChosen ? 'filled' : 'default'} aria-pressed={isChosen} onClick={onClick}>
      {children}
    </Button>
  );
}
