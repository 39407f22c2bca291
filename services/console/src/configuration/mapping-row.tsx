import { ActionIcon, Badge, Group, Select, Stack, Switch, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconArrowRight, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DraftProblem, UserField } from '../api/shapes.js';
import { fieldMapping as texts } from '../texts/field-mapping.js';
import { type EditedRow, isMandatory } from './edited-rows.js';
import classes from './mapping.module.css';
import { attributesQuery } from './mapping-queries.js';
import { RowOptions } from './row-options.js';
import { SourceSelect } from './source-select.js';
import { Suggestions } from './suggestions.js';

export const CREATE_FIELD = 'create a field';

interface MappingRowProps {
  row: EditedRow;
  field: UserField | undefined;
  /** Fields this row may fill. */
  fields: UserField[];
  problems: DraftProblem[];
  change: (more: Partial<EditedRow>) => void;
  remove: () => void;
  createField: () => void;
  /** What the latest test found out about the row. */
  children?: (openOptions: () => void) => ReactNode;
}

/** From where, to which field, and whether changes arrive; what is wrong with it stands below. */
export function MappingRow({ row, field, fields, problems, change, remove, createField, children }: MappingRowProps) {
  const [areOptionsOpen, options] = useDisclosure();
  const name = field?.name ?? texts.newRow;
  const isIncomplete = row.source === '' || row.target === '';
  return (
    <li className={classes.row} aria-label={name}>
      <div className={classes.controls}>
        <div>
          <SourceSelect
            label={texts.sourceOf(name)}
            value={row.source}
            onChange={(source) => change({ source })}
            // Whoever adds a row goes on in it.
            autoFocus={row.source === '' && row.target === ''}
          />
          <SourceAbout row={row} />
        </div>
        <IconArrowRight size={18} className={classes.arrow} aria-hidden />
        <div>
          {isMandatory(row) ? (
            <Text className={classes.mandatory}>
              {name}{' '}
              <Text span c="var(--mantine-color-error)" aria-label={texts.mandatory} role="img">
                *
              </Text>
            </Text>
          ) : (
            <Select
              aria-label={texts.targetOf}
              placeholder={texts.chooseTarget}
              data={[
                ...fields.map((one) => ({ value: one.id, label: one.name })),
                { value: CREATE_FIELD, label: texts.createField },
              ]}
              value={row.target === '' ? null : row.target}
              onChange={(target) =>
                target === CREATE_FIELD ? createField() : target && change({ target, format: undefined })
              }
              allowDeselect={false}
              searchable
              nothingFoundMessage={texts.noField}
            />
          )}
          {field && <TypeBadge type={field.type} />}
        </div>
        <Switch
          className={classes.toggle}
          label={<span className={classes.toggleLabel}>{texts.columns.syncUpdates}</span>}
          aria-label={texts.syncUpdatesOf(name)}
          checked={row.syncUpdates}
          onChange={({ target }) => change({ syncUpdates: target.checked })}
        />
        <Group gap={4} wrap="nowrap" className={classes.actions}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={texts.options(name)}
            aria-expanded={areOptionsOpen}
            onClick={options.toggle}
          >
            <IconAdjustmentsHorizontal size={18} aria-hidden />
          </ActionIcon>
          {!isMandatory(row) && (
            <ActionIcon variant="subtle" color="gray" aria-label={texts.remove(name)} onClick={remove}>
              <IconX size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </div>
      <Stack gap="xs">
        {row.target !== '' && row.source === '' && <Suggestions target={row.target} accept={change} />}
        {isIncomplete && (
          <Text size="sm" c="dimmed">
            {texts.incomplete}
          </Text>
        )}
        {problems.map(({ code, message }) => (
          <Text key={code + message} size="sm" c="var(--mantine-color-error)" role="alert">
            {message}
          </Text>
        ))}
        {areOptionsOpen && <RowOptions row={row} field={field} change={change} />}
        {children?.(options.open)}
      </Stack>
    </li>
  );
}

const TypeBadge = ({ type }: { type: string }) => (
  <Badge variant="default" size="sm" tt="none" fw={400} mt={4}>
    {type}
  </Badge>
);

const BADGE_HEIGHT = 18;

/** The attribute's type, and what is tried where it is empty. */
function SourceAbout({ row: { source, fallbacks = [] } }: { row: EditedRow }) {
  const { data: attributes = [] } = useQuery(attributesQuery(source.startsWith('extension_') ? source : undefined));
  const attribute = attributes.find(({ name }) => name === source);
  if (!attribute) return source === '' ? null : <Group mt={4} h={BADGE_HEIGHT} />;
  return (
    <Group gap={6} mt={4}>
      <Badge variant="default" size="sm" tt="none" fw={400}>
        {attribute.type}
      </Badge>
      {fallbacks.length > 0 && (
        <Text size="xs" c="dimmed">
          {texts.then} {fallbacks.join(', ')}
        </Text>
      )}
    </Group>
  );
}
