import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from '../elements/confirm.js';

export type Choice = 'approve' | 'keep';
export type Whom = string[] | 'all';
type Amount = number | 'all';

export interface DecisionTexts {
  chosen: (amount: number) => string;
  everybody: string;
  whom: (amount: Amount) => string;
  approve: (amount: Amount) => string;
  approveTitle: (whom: string) => string;
  keep: (amount: Amount) => string;
  keepTitle: (whom: string) => string;
  keepText: string;
  cancel: string;
}

interface DecisionBarProps {
  texts: DecisionTexts;
  /** What approving does and what is lost by it. */
  approveText: string;
  isHarmful?: boolean;
  ids: ReadonlySet<string>;
  decide: (choice: Choice, whom: Whom) => Promise<unknown>;
}

/** Approve or keep those selected, or all who wait; each says what it means first. */
export function DecisionBar({ texts, approveText, isHarmful, ids, decide }: DecisionBarProps) {
  const [isForAll, setForAll] = useState(false);
  const [asked, ask] = useState<Choice>();
  const amount = isForAll ? 'all' : ids.size;
  const whom = texts.whom(amount);
  const close = () => ask(undefined);
  const act = (choice: Choice) => async () => {
    await decide(choice, isForAll ? 'all' : [...ids]);
    setForAll(false);
  };
  return (
    <Group gap="md">
      <Checkbox label={texts.everybody} checked={isForAll} onChange={({ target }) => setForAll(target.checked)} />
      {!isForAll && (
        <Text size="sm" c="dimmed" role="status">
          {texts.chosen(ids.size)}
        </Text>
      )}
      <Group gap="sm">
        <Button color={isHarmful ? 'red.9' : undefined} disabled={amount === 0} onClick={() => ask('approve')}>
          {texts.approve(amount)}
        </Button>
        <Button variant="default" disabled={amount === 0} onClick={() => ask('keep')}>
          {texts.keep(amount)}
        </Button>
      </Group>
      <Confirm
        texts={{
          title: texts.approveTitle(whom),
          text: approveText,
          cancel: texts.cancel,
          confirm: texts.approve(amount),
        }}
        isOpen={asked === 'approve'}
        close={close}
        act={act('approve')}
        isHarmful={isHarmful}
      />
      <Confirm
        texts={{
          title: texts.keepTitle(whom),
          text: texts.keepText,
          cancel: texts.cancel,
          confirm: texts.keep(amount),
        }}
        isOpen={asked === 'keep'}
        close={close}
        act={act('keep')}
      />
    </Group>
  );
}
