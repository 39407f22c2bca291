import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Navigate } from 'react-router';
import type { Configuration, UserField } from '../api/shapes.js';
import { Loaded, Loading } from '../elements/loaded.js';
import { fieldMapping as texts } from '../texts/field-mapping.js';
import { UserFieldDialog } from '../user-fields/user-field-dialog.js';
import { type EditedRow, editRows, freeFields, newRow, problemsOf, storedRows } from './edited-rows.js';
import classes from './mapping.module.css';
import { latestTestQuery, userFieldsQuery } from './mapping-queries.js';
import { MappingRow } from './mapping-row.js';
import { StepFooter } from './step-footer.js';
import { StepPage } from './step-page.js';
import { isNotTested, pathOf } from './steps.js';
import { TestSection } from './test-section.js';
import { TestedRow } from './tested-row.js';
import { useSaver } from './use-saver.js';

export function FieldMapping() {
  const fields = useQuery(userFieldsQuery);
  const { isPending, failureCount } = useQuery(latestTestQuery);
  // It stands in the rows, which would be pushed apart. Where it fails it is not waited for.
  const isTestComing = isPending && failureCount === 0;
  return (
    <StepPage step="field-mapping">
      {(configuration, reload) => {
        // The mandatory rows come with the first step that is saved.
        if (!configuration.draft && !configuration.active) return <Navigate replace to={pathOf('user-sync')} />;
        return (
          <Loaded query={fields}>
            {(known) =>
              isTestComing ? <Loading /> : <MappingForm configuration={configuration} fields={known} reload={reload} />
            }
          </Loaded>
        );
      }}
    </StepPage>
  );
}

interface MappingFormProps {
  configuration: Configuration;
  fields: UserField[];
  reload: () => void;
}

function MappingForm({ configuration, fields, reload }: MappingFormProps) {
  const [rows, setRows] = useState(() => editRows((configuration.draft ?? configuration.active)?.rows ?? []));
  const [rowToFill, setRowToFill] = useState<EditedRow>();
  const [isEdited, setEdited] = useState(false);
  const [onlyErrors, setOnlyErrors] = useState(false);
  const results = useRef<HTMLDivElement>(null);
  const saver = useSaver('mapping', configuration);
  const { data: test = null } = useQuery(latestTestQuery);
  const isSaved = saver.snapshot().is === 'saved';
  const isOutdated = isEdited || configuration.problems.some(isNotTested);

  function edit(changed: EditedRow[]): void {
    setRows(changed);
    setEdited(true);
    saver.change({ rows: storedRows(changed) });
  }

  const change = (row: EditedRow, more: Partial<EditedRow>) =>
    edit(rows.map((one) => (one.key === row.key ? { ...one, ...more } : one)));

  function seePeople(): void {
    setOnlyErrors(true);
    results.current?.focus();
  }

  return (
    <>
      <Paper withBorder p="lg">
        <Stack gap="sm">
          <Text>{texts.intro}</Text>
          <div className={classes.head} aria-hidden>
            <span>{texts.columns.source}</span>
            <span />
            <span>{texts.columns.target}</span>
            <span>{texts.columns.syncUpdates}</span>
          </div>
          <ul className={classes.rows}>
            {rows.map((row) => {
              const field = fields.find(({ id }) => id === row.target);
              return (
                <MappingRow
                  key={row.key}
                  row={row}
                  field={field}
                  fields={freeFields(fields, row, rows)}
                  problems={isSaved ? problemsOf(row, rows, configuration.problems) : []}
                  change={(more) => change(row, more)}
                  remove={() => edit(rows.filter((one) => one !== row))}
                  createField={() => setRowToFill(row)}
                >
                  {(openOptions) =>
                    test &&
                    field && (
                      <TestedRow
                        test={test}
                        field={field}
                        isOutdated={isOutdated}
                        seePeople={seePeople}
                        addFallback={openOptions}
                      />
                    )
                  }
                </MappingRow>
              );
            })}
          </ul>
          <Group justify="space-between" gap="sm">
            <Button variant="default" onClick={() => setRows([...rows, newRow()])}>
              + {texts.newField}
            </Button>
            <Text size="sm" c="dimmed" maw={560}>
              {texts.syncUpdatesAbout}
            </Text>
          </Group>
        </Stack>
      </Paper>
      <TestSection
        test={test}
        isOutdated={isOutdated}
        rows={storedRows(rows)}
        fields={fields}
        save={() => saver.flush()}
        onTested={() => setEdited(false)}
        onlyErrors={onlyErrors}
        setOnlyErrors={setOnlyErrors}
        place={results}
      />
      <StepFooter step="field-mapping" configuration={configuration} reload={reload} saver={saver} />
      <UserFieldDialog
        isOpen={rowToFill !== undefined}
        close={() => setRowToFill(undefined)}
        onSaved={({ id }) => {
          if (rowToFill) change(rowToFill, { target: id });
          setRowToFill(undefined);
        }}
      />
    </>
  );
}
