import { Stack, Text } from '@mantine/core';
import type { Outcome } from '../api/shapes.js';
import { syncRun as texts } from '../texts/sync-runs.js';
import classes from './sync-runs.module.css';

type OutcomeDetailsProps = Pick<Outcome, 'reason' | 'reasons' | 'changes'> & { names: ReadonlyMap<string, string> };

/** Why something became of a person, and which of their fields changed. `names` are those of the user fields. */
export function OutcomeDetails({ reason, reasons, changes, names }: OutcomeDetailsProps) {
  const sentences = reasons.length > 0 ? reasons.map(({ message }) => message) : reason === undefined ? [] : [reason];
  return (
    <Stack gap={2}>
      {sentences.map((sentence) => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
      {changes.map(({ field, from, to }) => (
        <p key={field} className={classes.change}>
          <Text span size="sm" c="dimmed">
            {texts.change(names.get(field) ?? field)}
          </Text>{' '}
          <Text span size="sm">
            <bdi>{from ?? texts.empty}</bdi> → <bdi>{to ?? texts.empty}</bdi>
          </Text>
        </p>
      ))}
    </Stack>
  );
}
