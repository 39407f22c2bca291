import { Checkbox, Paper, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Configuration, Scope } from '../api/shapes.js';
import { userSync as texts } from '../texts/configuration.js';
import { GroupSelect } from './group-select.js';
import { scopeSizeQuery } from './scope-size-query.js';
import { StepFooter } from './step-footer.js';
import { StepPage } from './step-page.js';
import { useSaver } from './use-saver.js';

const everybody: Scope = { users: 'all', userGroups: [], includeGuests: true, groupInfo: false, groups: [] };

export function UserSync() {
  return (
    <StepPage step="user-sync">
      {(configuration, reload) => <ScopeForm configuration={configuration} reload={reload} />}
    </StepPage>
  );
}

function ScopeForm({ configuration, reload }: { configuration: Configuration; reload: () => void }) {
  const stored = (configuration.draft ?? configuration.active)?.scope;
  const [scope, setScope] = useState(stored ?? everybody);
  const saver = useSaver('scope', configuration);
  const { users, userGroups, includeGuests, groupInfo, groups } = scope;
  const { data: size } = useQuery(scopeSizeQuery(scope));
  const sizeOf = (choice: Scope['users']) => (choice === users && size ? texts.size(size) : ' ');

  function change(more: Partial<Scope>): void {
    const changed = { ...scope, ...more };
    setScope(changed);
    saver.change(changed);
  }

  return (
    <>
      <Paper withBorder p="lg">
        <Stack gap="lg">
          <Radio.Group
            label={texts.who}
            value={users}
            onChange={(value) => change({ users: value === 'groups' ? 'groups' : 'all' })}
          >
            <Stack gap="sm" mt="xs">
              <Radio value="all" label={texts.all} description={sizeOf('all')} />
              <Radio value="groups" label={texts.groups} description={sizeOf('groups')} />
            </Stack>
          </Radio.Group>
          {users === 'groups' && (
            <div>
              <GroupSelect
                label={texts.groupsLabel}
                groups={userGroups}
                onChange={(chosen) => change({ userGroups: chosen })}
              />
              <Text size="sm" c="dimmed" mt={4}>
                {texts.nested}
              </Text>
            </div>
          )}
          <Checkbox
            label={texts.guests}
            description={texts.guestsAbout}
            checked={includeGuests}
            onChange={({ target }) => change({ includeGuests: target.checked })}
          />
          <Checkbox
            label={texts.groupInfo}
            description={texts.groupInfoAbout}
            checked={groupInfo}
            // Filled with the chosen groups, to begin with.
            onChange={({ target }) =>
              change({
                groupInfo: target.checked,
                ...(target.checked && groups.length === 0 && { groups: userGroups }),
              })
            }
          />
          {groupInfo && (
            <GroupSelect
              label={texts.infoGroupsLabel}
              groups={groups}
              onChange={(chosen) => change({ groups: chosen })}
            />
          )}
          {configuration.active && (
            <Text size="sm" c="dimmed">
              {texts.narrowed}
            </Text>
          )}
        </Stack>
      </Paper>
      <StepFooter
        step="user-sync"
        configuration={configuration}
        reload={reload}
        saver={saver}
        prepare={() => stored === undefined && saver.change(scope)}
      />
    </>
  );
}
