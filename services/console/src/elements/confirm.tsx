import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problems } from '../texts/problems.js';
import { Dialog } from './dialog.js';
import { Failure } from './failure.js';

interface ConfirmProps {
  texts: { title: string; text?: string; cancel: string; confirm: string };
  isOpen: boolean;
  close: () => void;
  /** Done before the dialog closes; where it fails, the dialog says so and stays. */
  act: () => Promise<unknown>;
  /** Something is lost by it. */
  isHarmful?: boolean;
  children?: ReactNode;
}

/** Says what something means before it is done. */
export function Confirm({
  texts: { title, text, cancel, confirm },
  isOpen,
  close,
  act,
  isHarmful,
  children,
}: ConfirmProps) {
  const acting = useMutation({ mutationFn: act, onSuccess: close });
  const leave = () => {
    acting.reset();
    close();
  };
  return (
    <Dialog title={title} isOpen={isOpen} close={leave}>
      {text !== undefined && <Text>{text}</Text>}
      {children}
      {acting.isError && <Failure error={acting.error} title={problems.failedTitle} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={leave}>
          {cancel}
        </Button>
        <Button color={isHarmful ? 'red.9' : undefined} loading={acting.isPending} onClick={() => acting.mutate()}>
          {confirm}
        </Button>
      </Group>
    </Dialog>
  );
}
