import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerIfAny, answer, api } from '../api/client.js';
import type { User } from '../api/shapes.js';
import { syncPreferences } from '../texts/sync-preferences.js';

const { notices: texts } = syncPreferences;
const PAUSE_MS = 250;
const SHOWN = 20;

interface PeopleSelectProps {
  userIds: string[];
  onChange: (userIds: string[]) => void;
}

const labelOf = ({ name, email }: User): string => (email === null ? name : `${name}, ${email}`);

/** Users of Kissflow, found by name or address. */
export function PeopleSelect({ userIds, onChange }: PeopleSelectProps) {
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, PAUSE_MS);
  const {
    data: found = [],
    error,
    isPlaceholderData,
  } = useQuery({
    queryKey: ['people-to-notify', asked],
    queryFn: async ({ signal }) => {
      const params = { query: { limit: SHOWN, ...(asked !== '' && { search: asked }) } };
      return (await answer(api.GET('/api/v1/users', { params, signal }))).items;
    },
    placeholderData: keepPreviousData,
  });
  const chosen = useQueries({
    queries: userIds.map((userId) => ({
      queryKey: ['user', userId],
      queryFn: () => answerIfAny(api.GET('/api/v1/users/{userId}', { params: { path: { userId } } })),
    })),
    combine: (all) => all.flatMap(({ data }) => data ?? []),
  });
  const labels = new Map([...found, ...chosen].map((user) => [user.userId, labelOf(user)]));
  return (
    <MultiSelect
      label={texts.notify}
      description={texts.notifyAbout}
      placeholder={userIds.length === 0 ? texts.search : undefined}
      data={[...new Set([...labels.keys(), ...userIds])].map((id) => ({ value: id, label: labels.get(id) ?? id }))}
      value={userIds}
      onChange={onChange}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // Once the server has searched, whom only it can match stays in the list; before, what is typed has to match.
      filter={asked === search && !isPlaceholderData ? ({ options }) => options : undefined}
      nothingFoundMessage={texts.nobody}
      maxValues={50}
      hidePickedOptions
      error={userIds.length === 0 ? texts.notifyMissing : error?.message}
    />
  );
}
