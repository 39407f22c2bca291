import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { answer, api } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';
import type { MappingRow, MappingTest, UserField } from '../api/shapes.js';
import { Failure } from '../elements/failure.js';
import { Section } from '../elements/section.js';
import { State, type Tone } from '../elements/state.js';
import { formatRecent } from '../formats/format-date.js';
import { mappingTest as texts } from '../texts/field-mapping.js';
import { problems } from '../texts/problems.js';
import { latestTestQuery } from './mapping-queries.js';
import { PreviewButton } from './preview-button.js';
import { isNotTested } from './steps.js';
import { TestTable } from './test-table.js';

const tones: Record<MappingTest['result'], Tone> = { passed: 'good', passedWithRejects: 'warn', failed: 'bad' };

interface TestSectionProps {
  test: MappingTest | null;
  /** The mapping has changed since. */
  isOutdated: boolean;
  rows: MappingRow[];
  fields: UserField[];
  /** Stores what was edited; answers whether it is stored. */
  save: () => Promise<boolean>;
  onTested: () => void;
  onlyErrors: boolean;
  setOnlyErrors: (only: boolean) => void;
  place: RefObject<HTMLDivElement | null>;
}

const COUNTED_TRIES = 20;
const COUNTED_MS = 250;

/** Whoever keeps the draft hears of a test a moment after it was made; so long one could not go on. */
async function untilCounted(client: QueryClient): Promise<void> {
  for (let tries = 0; tries < COUNTED_TRIES; tries += 1) {
    const { problems: found } = await client.fetchQuery({ ...configurationQuery, staleTime: 0 });
    if (!found.some(isNotTested)) return;
    await new Promise((resolve) => setTimeout(resolve, COUNTED_MS));
  }
}

export function TestSection({ test, isOutdated, save, onTested, place, ...table }: TestSectionProps) {
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  const run = useMutation({
    mutationFn: async () => {
      if (!(await save())) return;
      const body = search.trim() === '' ? {} : { search: search.trim() };
      const tested = await answer(api.POST('/api/v1/sync-configuration/draft/test', { body }));
      client.setQueryData(latestTestQuery.queryKey, tested);
      onTested();
      await untilCounted(client);
    },
  });
  return (
    <Section title={texts.title}>
      <Text>{texts.about}</Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run.mutate();
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            label={texts.search}
            description={texts.searchHint}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
            maxLength={200}
            flex="1 1 18rem"
            maw={480}
          />
          <Button type="submit" variant={test && !isOutdated ? 'default' : 'filled'} loading={run.isPending}>
            {test ? texts.again : texts.test}
          </Button>
        </Group>
      </form>
      {run.isError && <Failure error={run.error} title={problems.failedTitle} />}
      <div ref={place} tabIndex={-1}>
        {test ? <TestResult test={test} isOutdated={isOutdated} {...table} /> : <Text c="dimmed">{texts.notYet}</Text>}
      </div>
      <Group gap="sm">
        <PreviewButton save={save} />
        <Text size="sm">{texts.everybody}</Text>
      </Group>
    </Section>
  );
}

type TestResultProps = Omit<TestSectionProps, 'save' | 'onTested' | 'place' | 'test'> & { test: MappingTest };

function TestResult({ test, isOutdated, ...table }: TestResultProps) {
  return (
    <Stack gap="sm">
      <div role="status">
        <State tone={isOutdated ? 'idle' : tones[test.result]}>
          {isOutdated ? texts.outdated : texts.results[test.result]}
        </State>
        <Text size="sm" c="dimmed">
          {texts.at(formatRecent(test.testedAt), test.people.length)}
          {test.result === 'passedWithRejects' && ` · ${texts.rejects}`}
        </Text>
        {test.people.length === 0 && <Text>{texts.noPeople}</Text>}
      </div>
      {test.people.length > 0 && <TestTable test={test} {...table} />}
    </Stack>
  );
}
