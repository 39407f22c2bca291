import { Button, type MantineColorScheme, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import type { Me } from '../api/shapes.js';
import { shell as texts } from '../texts/shell.js';

const schemes: MantineColorScheme[] = ['light', 'dark', 'auto'];

export function ProfileMenu({ me }: { me: Me }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/session')),
    // A new page, so that nothing of this person stays in memory.
    onSuccess: () => location.assign('/'),
  });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          miw={0}
          px={{ base: 'xs', xs: 'md' }}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          aria-label={texts.profile(me.name)}
        >
          <Text truncate maw={{ base: 100, xs: 220 }} inherit>
            {me.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.email}
          <br />
          {texts.roles[me.role]}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{texts.appearance}</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            rightSection={colorScheme === scheme && <IconCheck size={16} aria-hidden />}
            onClick={() => setColorScheme(scheme)}
          >
            {texts.appearances[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item closeMenuOnClick={false} onClick={() => signOut.mutate()}>
          {texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
