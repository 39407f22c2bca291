import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { answer, api } from '../api/client.js';
import type { Configuration } from '../api/shapes.js';
import { Confirm } from '../elements/confirm.js';
import { Failure } from '../elements/failure.js';
import { directorySync as texts } from '../texts/directory-sync.js';
import { problems } from '../texts/problems.js';

/** What is done seldom, each after a word of warning. */
export function SyncMenu({ state }: Pick<Configuration, 'state'>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asked, ask] = useState<'disable' | 'delete'>();
  const enable = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/sync-configuration/enable')),
    onSuccess: () => client.invalidateQueries(),
  });
  const disable = async () => {
    await answer(api.POST('/api/v1/sync-configuration/disable'));
    await client.invalidateQueries();
  };
  const remove = async () => {
    await answer(api.DELETE('/api/v1/sync-configuration'));
    await client.invalidateQueries();
    await navigate('/identity-providers');
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={texts.menu.label}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to="/sync-runs">
            {texts.menu.history}
          </Menu.Item>
          {state === 'disabled' ? (
            <Menu.Item onClick={() => enable.mutate()}>{texts.menu.enable}</Menu.Item>
          ) : (
            <Menu.Item onClick={() => ask('disable')}>{texts.menu.disable}</Menu.Item>
          )}
          <Menu.Item c="var(--bad)" onClick={() => ask('delete')}>
            {texts.menu.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {enable.isError && <Failure error={enable.error} title={problems.failedTitle} />}
      <Confirm texts={texts.disable} isOpen={asked === 'disable'} close={() => ask(undefined)} act={disable} />
      <Confirm texts={texts.delete} isOpen={asked === 'delete'} close={() => ask(undefined)} act={remove} isHarmful />
    </>
  );
}
