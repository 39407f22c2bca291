import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.js';
import type { DirectoryGroup, Scope } from '../api/shapes.js';
import { userSync as texts } from '../texts/configuration.js';

type Groups = Scope['groups'];

interface GroupSelectProps {
  label: string;
  groups: Groups;
  onChange: (groups: Groups) => void;
}

const PAUSE_MS = 250;

const labelOf = ({ name, people }: Pick<DirectoryGroup, 'name' | 'people'>): string =>
  typeof people === 'number' ? texts.groupSize(name, people) : name;

const referenceTo = (group: Groups[number] | undefined): Groups => (group ? [{ id: group.id, name: group.name }] : []);

/** Groups of the directory, found by the beginning of their name. */
export function GroupSelect({ label, groups, onChange }: GroupSelectProps) {
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, PAUSE_MS);
  const {
    data: found = [],
    error,
    isPlaceholderData,
  } = useQuery({
    queryKey: ['directory-groups', asked],
    queryFn: async ({ signal }) => {
      const params = { query: asked === '' ? {} : { search: asked } };
      return (await answer(api.GET('/api/v1/directory/groups', { params, signal }))).items;
    },
    placeholderData: keepPreviousData,
  });
  const known = new Map([...groups, ...found].map((group) => [group.id, group]));
  return (
    <MultiSelect
      label={label}
      placeholder={groups.length === 0 ? texts.searchGroups : undefined}
      data={[...known.values()].map((group) => ({ value: group.id, label: labelOf(group) }))}
      value={groups.map(({ id }) => id)}
      onChange={(ids) => onChange(ids.flatMap((id) => referenceTo(known.get(id))))}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // Once the server has searched, names that only it can match stay in the list; before, what is typed has to match.
      filter={asked === search && !isPlaceholderData ? ({ options }) => options : undefined}
      nothingFoundMessage={texts.noGroup}
      hidePickedOptions
      error={error?.message}
    />
  );
}
