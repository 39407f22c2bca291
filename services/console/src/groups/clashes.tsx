import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.js';
import type { GroupClash } from '../api/shapes.js';
import { Confirm } from '../elements/confirm.js';
import { Failure } from '../elements/failure.js';
import { Section } from '../elements/section.js';
import { useMe } from '../session/use-me.js';
import { clashes as texts } from '../texts/people.js';
import { problems } from '../texts/problems.js';

/** Groups that wait because their name is taken; nothing where there are none. */
export function Clashes() {
  const { mayConfigure } = useMe();
  const { data: clashes = [] } = useQuery({
    queryKey: ['groups', 'clashes'],
    queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/groups/clashes', { signal }))).items,
  });
  if (clashes.length === 0) return null;
  return (
    <Section title={texts.title}>
      <Text>{texts.text}</Text>
      {clashes.map((clash) => (
        <Stack key={clash.externalId} gap="xs">
          <Text fw={600}>
            <bdi>{clash.name}</bdi>
          </Text>
          {mayConfigure && <Decide clash={clash} />}
        </Stack>
      ))}
    </Section>
  );
}

function Decide({ clash: { externalId, name, groupId } }: { clash: GroupClash }) {
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure();
  const [otherName, setOtherName] = useState('');
  const decide = async (body: { link: true } | { name: string }) => {
    await answer(api.POST('/api/v1/groups/clashes/{externalId}', { params: { path: { externalId } }, body }));
    await client.invalidateQueries({ queryKey: ['groups'] });
  };
  const rename = useMutation({ mutationFn: () => decide({ name: otherName.trim() }) });
  return (
    <>
      {groupId === undefined && <Text>{texts.reserved}</Text>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate();
        }}
      >
        <Group gap="sm" align="flex-end">
          {groupId !== undefined && <Button onClick={open}>{texts.link}</Button>}
          <TextInput
            label={texts.otherName}
            aria-label={texts.nameFor(name)}
            value={otherName}
            onChange={({ target }) => setOtherName(target.value)}
            maxLength={256}
          />
          <Button type="submit" variant="default" disabled={otherName.trim() === ''} loading={rename.isPending}>
            {texts.save}
          </Button>
        </Group>
      </form>
      {rename.isError && <Failure error={rename.error} title={problems.failedTitle} />}
      <Confirm
        texts={{
          title: texts.linkTitle(name),
          text: texts.linkText,
          cancel: texts.cancel,
          confirm: texts.link,
        }}
        isOpen={isOpen}
        close={close}
        act={() => decide({ link: true })}
      />
    </>
  );
}
