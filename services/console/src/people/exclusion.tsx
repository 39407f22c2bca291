import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import type { User } from '../api/shapes.js';
import { Confirm } from '../elements/confirm.js';
import { person } from '../texts/people.js';

/** Keeps syncs from changing a user, or lets them again. */
export function Exclusion({ user: { userId, name, excluded } }: { user: User }) {
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure();
  const texts = excluded ? person.include : person.exclude;
  const change = async () => {
    const params = { path: { userId } };
    const path = '/api/v1/users/{userId}/sync-exclusion';
    await answer(excluded ? api.DELETE(path, { params }) : api.PUT(path, { params }));
    await client.invalidateQueries();
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {texts.confirm}
      </Button>
      <Confirm texts={{ ...texts, title: texts.title(name) }} isOpen={isOpen} close={close} act={change} />
    </>
  );
}
