import { Button, Group, Select, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import type { Delivery } from '../api/shapes.js';
import { Columns } from '../elements/columns.js';
import { Empty } from '../elements/empty.js';
import { Failure } from '../elements/failure.js';
import { toOptions } from '../elements/options.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { ScrollingTable } from '../elements/scrolling-table.js';
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
          <ScrollingTable label={texts.table} miw={760} verticalSpacing="xs">
            <Columns names={texts.columns} />
            <Table.Tbody>
              {mails.map((mail) => (
                <Row key={mail.id} mail={mail} />
              ))}
            </Table.Tbody>
          </ScrollingTable>
        )}
      </Paged>
    </Page>
  );
}

function Row({ mail }: { mail: Delivery }) {
  const { to, subject, state, attempts, lastError, nextAttemptAt, createdAt, sentAt } = mail;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {to}
      </Table.Th>
      <Table.Td>{subject}</Table.Td>
      <Table.Td>
        <State tone={tones[state]}>{texts.states[state]}</State>
        {lastError !== undefined && state !== 'sent' && (
          <Text size="xs" c="dimmed">
            {lastError} · {texts.tries(attempts, nextAttemptAt && formatRecent(nextAttemptAt))}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{formatRecent(sentAt ?? createdAt)}</Table.Td>
      <Table.Td>{state === 'failed' && <Resend mail={mail} />}</Table.Td>
    </Table.Tr>
  );
}

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
