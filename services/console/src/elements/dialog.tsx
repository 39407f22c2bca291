import { Modal, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface DialogProps {
  title: string;
  isOpen: boolean;
  close: () => void;
  children: ReactNode;
}

/** Asks something before anything else can be done. Escape, like its own button, means no. */
export function Dialog({ title, isOpen, close, children }: DialogProps) {
  return (
    <Modal.Root opened={isOpen} onClose={close} size="lg" centered>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body p="lg">
          <Stack>
            <Title order={2} size="h4">
              {title}
            </Title>
            {children}
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
