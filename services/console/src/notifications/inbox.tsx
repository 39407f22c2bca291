import { Anchor, Button, Group, Paper, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import type { InboxNotice } from '../api/shapes.js';
import { Empty } from '../elements/empty.js';
import { Failure } from '../elements/failure.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { State } from '../elements/state.js';
import { usePages } from '../elements/use-pages.js';
import { formatRecent } from '../formats/format-date.js';
import { inboxQuery } from '../live/use-live.js';
import { useMe } from '../session/use-me.js';
import { notifications as texts } from '../texts/notifications.js';
import { problems } from '../texts/problems.js';

const SHOWN = 20;

export function Inbox() {
  const { mayConfigure } = useMe();
  // What the server tells of the newest is news of the list, too.
  const { data: newest } = useQuery(inboxQuery);
  const pages = usePages<InboxNotice>(['notices', newest?.items[0]?.id, newest?.unread], (cursor, signal) =>
    answer(api.GET('/api/v1/notifications', { params: { query: { cursor, limit: SHOWN } }, signal })),
  );
  const read = useRead();
  const actions = (
    <>
      {mayConfigure && (
        <Button variant="default" component={Link} to="/notifications/mails">
          {texts.mails}
        </Button>
      )}
      <Button
        variant="default"
        disabled={(newest?.unread ?? 0) === 0}
        loading={read.isPending && read.variables === undefined}
        onClick={() => read.mutate(undefined)}
      >
        {texts.readAll}
      </Button>
    </>
  );
  return (
    <Page title={texts.title} actions={actions}>
      {read.isError && <Failure error={read.error} title={problems.failedTitle} />}
      <ByMail />
      <Paged pages={pages} empty={<Empty title={texts.empty}>{texts.emptyText}</Empty>}>
        {(notices) => (
          <Stack gap="sm">
            {notices.map((notice) => (
              <Notice key={notice.id} notice={notice} read={() => read.mutate(notice.id)} />
            ))}
          </Stack>
        )}
      </Paged>
    </Page>
  );
}

/** Marks one notice read, or without an id all of them. */
function useRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | undefined) =>
      id === undefined
        ? answer(api.POST('/api/v1/notifications/read-all'))
        : answer(api.POST('/api/v1/notifications/{id}/read', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: inboxQuery.queryKey }),
  });
}

function Notice({ notice, read }: { notice: InboxNotice; read: () => void }) {
  const { title, message, link, at, read: isRead } = notice;
  return (
    <Paper withBorder p="md" component="article" aria-label={title}>
      <Stack gap={4}>
        <Group gap="sm" justify="space-between">
          <Text fw={isRead ? 500 : 700}>{title}</Text>
          <Group gap="sm">
            {!isRead && <State tone="busy">{texts.unread}</State>}
            <Text size="sm" c="dimmed">
              {formatRecent(at)}
            </Text>
          </Group>
        </Group>
        <Text>{message}</Text>
        <Group gap="md">
          {link !== undefined && (
            <Anchor component={Link} to={link} onClick={isRead ? undefined : read} aria-label={texts.openNamed(title)}>
              {texts.open}
            </Anchor>
          )}
          {!isRead && (
            <Button variant="subtle" size="compact-sm" onClick={read} aria-label={texts.read(title)}>
              {texts.readShort}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

function ByMail() {
  const client = useQueryClient();
  const queryKey = ['notification-preferences'];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => answer(api.GET('/api/v1/notifications/preferences', { signal })),
  });
  const change = useMutation({
    mutationFn: (email: boolean) => answer(api.PUT('/api/v1/notifications/preferences', { body: { email } })),
    onSuccess: (changed) => client.setQueryData(queryKey, changed),
  });
  return (
    <>
      <Switch
        label={texts.byMail}
        description={texts.byMailAbout}
        checked={data?.email ?? true}
        disabled={!data || change.isPending}
        onChange={({ target }) => change.mutate(target.checked)}
      />
      {change.isError && <Failure error={change.error} title={problems.failedTitle} />}
    </>
  );
}
