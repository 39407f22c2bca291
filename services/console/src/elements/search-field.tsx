import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { useDestination } from './destination.js';

const PAUSE_MS = 300;

interface SearchFieldProps {
  label: string;
  /** What is searched for already. */
  initial: string;
  /** Asked when the typing pauses. */
  search: (text: string) => void;
}

export function SearchField({ label, initial, search }: SearchFieldProps) {
  const [text, setText] = useState(initial);
  const [shown, setShown] = useState(initial);
  const [asked, setAsked] = useState(initial);
  const { pathname } = useLocation();
  const destination = useDestination();
  const later = useDebouncedCallback((typed: string) => {
    // Another page was chosen meanwhile: to search now would take that back.
    if (destination() !== pathname) return;
    setAsked(typed);
    search(typed);
  }, PAUSE_MS);
  if (initial !== shown) {
    setShown(initial);
    // It came by another way than by typing here, such as Back.
    if (initial !== asked) {
      setAsked(initial);
      setText(initial);
    }
  }
  return (
    <TextInput
      type="search"
      label={label}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        later(target.value.trim());
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={200}
      flex="1 1 16rem"
      maw={400}
    />
  );
}
