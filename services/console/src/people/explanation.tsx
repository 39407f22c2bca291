import { Anchor, Button, Text } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { answer, api } from '../api/client.js';
import type { Check, Explanation as Explained } from '../api/shapes.js';
import { Loaded } from '../elements/loaded.js';
import { Message } from '../elements/message.js';
import { Page } from '../elements/page.js';
import { Section } from '../elements/section.js';
import { formatDay } from '../formats/format-date.js';
import { why as texts } from '../texts/people.js';
import { shell } from '../texts/shell.js';
import classes from './people.module.css';

const trail = [{ title: shell.sections.userManagement }, { title: texts.title, to: '/why' }];

/** Every check a sync makes of a person, with its evidence, ending with what to do. */
export function Explanation() {
  const { externalId = '' } = useParams();
  const explanation = useQuery({
    queryKey: ['explanation', externalId],
    queryFn: ({ signal }) => {
      const params = { path: { id: externalId } };
      return answer(api.GET('/api/v1/directory/users/{id}/explanation', { params, signal }));
    },
  });
  const another = (
    <Button variant="default" component={Link} to="/why">
      {texts.again}
    </Button>
  );
  return (
    <Page title={explanation.data?.name ?? texts.title} trail={trail} actions={another}>
      <Loaded query={explanation}>{(found) => <Chain explanation={found} />}</Loaded>
    </Page>
  );
}

function Chain({ explanation: { isSynced, checks, toDo } }: { explanation: Explained }) {
  return (
    <>
      <Message tone={isSynced ? 'good' : 'warn'} title={isSynced ? texts.synced : texts.notSynced}>
        {toDo}
      </Message>
      <Section title={texts.chain}>
        <ol className={classes.chain}>
          {checks.map((check) => (
            <CheckItem key={check.check} check={check} />
          ))}
        </ol>
      </Section>
    </>
  );
}

function CheckItem({ check: { check, ok, evidence, at, runId } }: { check: Check }) {
  return (
    <li className={classes.check}>
      <Verdict ok={ok} />
      <div>
        <Text fw={600}>{texts.checks[check]}</Text>
        <Text>
          {evidence} {at !== undefined && `(${formatDay(at)})`}{' '}
          {runId !== undefined && (
            <Anchor component={Link} to={`/sync-runs/${runId}`} underline="always">
              {texts.seeSync}
            </Anchor>
          )}
        </Text>
      </div>
    </li>
  );
}

function Verdict({ ok }: Pick<Check, 'ok'>) {
  if (ok === null) return <IconMinus size={20} className={classes.open} role="img" aria-label={texts.verdicts.open} />;
  return ok ? (
    <IconCheck size={20} className={classes.yes} role="img" aria-label={texts.verdicts.yes} />
  ) : (
    <IconX size={20} className={classes.no} role="img" aria-label={texts.verdicts.no} />
  );
}
