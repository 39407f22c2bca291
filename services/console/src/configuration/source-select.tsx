import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SourceAttribute } from '../api/shapes.js';
import { fieldMapping as texts } from '../texts/field-mapping.js';
import { attributesQuery } from './mapping-queries.js';

const PAUSE_MS = 300;

interface SourceSelectProps {
  label: string;
  value: string;
  onChange: (source: string) => void;
  autoFocus?: boolean;
}

/** `employeeOrgData.costCenter` without the part before the point. */
export const shortNameOf = (source: string): string => source.split('.').at(-1) ?? source;

/** `First name (givenName)`; a directory extension is called what it is called. */
export const nameOfSource = ({ name, label }: SourceAttribute): string =>
  label === name ? name : `${label} (${shortNameOf(name)})`;

/** An attribute of directory users, found by its label or name; a directory extension by its full name. */
export function SourceSelect({ label, value, onChange, autoFocus }: SourceSelectProps) {
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, PAUSE_MS);
  const extension = [asked, value].find((name) => name.startsWith('extension_'));
  const { data: attributes = [] } = useQuery(attributesQuery(extension));
  const known = attributes.map((attribute) => ({ value: attribute.name, label: nameOfSource(attribute) }));
  const isMissing = value !== '' && !known.some((one) => one.value === value);
  return (
    <Select
      aria-label={label}
      autoFocus={autoFocus}
      placeholder={texts.chooseSource}
      data={isMissing ? [...known, { value, label: value }] : known}
      value={value === '' ? null : value}
      onChange={(source) => source !== null && onChange(source)}
      allowDeselect={false}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={texts.noAttribute}
    />
  );
}
