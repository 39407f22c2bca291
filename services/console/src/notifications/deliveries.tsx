import { Button, Group, Select, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import type { Delivery } from '../api/shapes.js';
import { DataTable } from '../elements/data-table.js';
import { Empty } from '../elements/empty.js';
import { Failure } from '../elements/failure.js';
import { toOptions } from '../elements/options.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { State } from '../elements/state.js';
import { useFilter } from '../elements/use-filter.js';
import { usePages } from '../elements/use-pages.js';
import { formatRecent } from '../formats/format-date.js';
import { deliveries as texts, notifications } from '../texts/notifications.js';
import { problems } from '../texts/problems.js';

const SHOWN = 50;
const tones = { queued: 'busy', sent: 'good', failed: 'bad' } as const;

/** Every mail and what became of it. */
export function Deliveries() {
  const { readOne, put } = useFilter();
  const state = readOne('state', texts.states);
  const template = readOne('template', texts.templates);
  const pages = usePages<Delivery>(['deliveries', state, template], (cursor, signal) =>
    answer(api.GET('/api/v1/deliveries', { params: { query: { state, template, cursor, limit: SHOWN } }, signal })),
  );
  return (
    <Page title={texts.title} trail={[{ title: notifications.title, to: '/notifications' }]}>
      <Group gap="sm">
        <Select
          label={texts.state}
          placeholder={texts.any}
          data={toOptions(texts.states)}
          value={state ?? null}
          onChange={(value) => put('state', value)}
          clearable
        />
        <Select
          label={texts.template}
          placeholder={texts.any}
          data={toOptions(texts.templates)}
          value={template ?? null}
          onChange={(value) => put('template', value)}
          clearable
        />
      </Group>
      <Paged pages={pages} empty={<Empty title={texts.empty}>{texts.emptyText}</Empty>}>
        {(mails) => (
          <DataTable
            label={texts.table}
            columns={texts.columns}
            items={mails}
            keyOf={({ id }) => id}
            cells={cellsOf}
            miw={760}
          />
        )}
      </Paged>
    </Page>
  );
}

const cellsOf = (mail: Delivery) => {
  const { to, subject, state, attempts, lastError, nextAttemptAt, createdAt, sentAt } = mail;
  return {
    to,
    subject,
    state: (
      <>
        <State tone={tones[state]}>{texts.states[state]}</State>
        {lastError !== undefined && state !== 'sent' && (
          <Text size="xs" c="dimmed">
            {lastError} · {texts.tries(attempts, nextAttemptAt && formatRecent(nextAttemptAt))}
          </Text>
        )}
      </>
    ),
    when: formatRecent(sentAt ?? createdAt),
    action: state === 'failed' && <Resend mail={mail} />,
  };
};

function Resend({ mail: { id, to } }: { mail: Delivery }) {
  const client = useQueryClient();
  const resend = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/deliveries/{id}/resend', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={texts.resendTo(to)}
        loading={resend.isPending}
        onClick={() => resend.mutate()}
      >
        {texts.resend}
      </Button>
      {resend.isError && <Failure error={resend.error} title={problems.failedTitle} />}
    </>
  );
}
