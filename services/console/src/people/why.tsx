import { Anchor, Button, Group, List, Text, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { answer, api } from '../api/client.js';
import { Empty } from '../elements/empty.js';
import { Loaded } from '../elements/loaded.js';
import { Page } from '../elements/page.js';
import { Section } from '../elements/section.js';
import { useFilter } from '../elements/use-filter.js';
import { why as texts } from '../texts/people.js';
import { shell } from '../texts/shell.js';

const objectId = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** Finds the person in Azure AD whom somebody wonders about. */
export function Why() {
  const navigate = useNavigate();
  const { read, put } = useFilter();
  const asked = read('search') ?? '';
  const [text, setText] = useState(asked);
  return (
    <Page title={texts.title} trail={[{ title: shell.sections.userManagement }]}>
      <Text>{texts.intro}</Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const typed = text.trim();
          if (objectId.test(typed)) void navigate(`/why/${typed}`);
          else put('search', typed);
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            type="search"
            label={texts.search}
            value={text}
            onChange={({ target }) => setText(target.value)}
            maxLength={200}
            flex="1 1 16rem"
            maw={480}
          />
          <Button type="submit">{texts.find}</Button>
        </Group>
      </form>
      {asked !== '' && <Found search={asked} />}
    </Page>
  );
}

function Found({ search }: { search: string }) {
  const found = useQuery({
    queryKey: ['directory-people', search],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/directory/users', { params: { query: { search } }, signal })),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={texts.found}>
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={texts.nobody}>{texts.nobodyText}</Empty>
          ) : (
            <List listStyleType="none" spacing="xs">
              {items.map(({ externalId, displayName, enabled, guest, attributes }) => (
                <List.Item key={externalId}>
                  <Anchor component={Link} to={`/why/${externalId}`} aria-label={texts.choose(displayName)}>
                    <bdi>{displayName}</bdi>
                  </Anchor>{' '}
                  <Text span size="sm" c="dimmed">
                    {[
                      attributes.mail ?? attributes.userPrincipalName ?? [],
                      enabled === false ? texts.disabled : [],
                      guest ? texts.guest : [],
                    ]
                      .flat()
                      .join(' · ')}
                  </Text>
                </List.Item>
              ))}
            </List>
          )
        }
      </Loaded>
    </Section>
  );
}
