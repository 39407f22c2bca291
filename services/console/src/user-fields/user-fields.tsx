import { Anchor, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { configurationQuery } from '../api/queries.js';
import type { Configuration, UserField } from '../api/shapes.js';
import { attributesQuery, userFieldsQuery } from '../configuration/mapping-queries.js';
import { nameOfSource } from '../configuration/source-select.js';
import { pathOf } from '../configuration/steps.js';
import { DataTable } from '../elements/data-table.js';
import { Empty } from '../elements/empty.js';
import { Loaded, Loading } from '../elements/loaded.js';
import { Page } from '../elements/page.js';
import { Section } from '../elements/section.js';
import { shell } from '../texts/shell.js';
import { userFields as texts } from '../texts/user-fields.js';
import { findUses, type Uses } from './find-uses.js';
import { RemoveUserField } from './remove-user-field.js';
import { UserFieldDialog } from './user-field-dialog.js';

/** The fields of Kissflow's users: which there are, what fills them, and the custom ones to be changed. */
export function UserFields() {
  const fields = useQuery(userFieldsQuery);
  const configuration = useQuery(configurationQuery);
  const [isOpen, { open, close }] = useDisclosure();
  const trail = [{ title: shell.sections.userManagement }];
  return (
    <Page title={texts.title} trail={trail} actions={<Button onClick={open}>{texts.create}</Button>}>
      <Text maw={820}>{texts.intro}</Text>
      <Loaded query={fields} loading={<Loading lines={8} />}>
        {(known) => (
          <Loaded query={configuration} loading={<Loading lines={8} />}>
            {(mapped) => <Fields fields={known} configuration={mapped} />}
          </Loaded>
        )}
      </Loaded>
      <UserFieldDialog isOpen={isOpen} close={close} onSaved={close} />
    </Page>
  );
}

function Fields({ fields, configuration }: { fields: UserField[]; configuration: Configuration }) {
  const named = useNamedUses(configuration);
  const custom = fields.filter(({ builtIn }) => !builtIn);
  return (
    <>
      <Section title={texts.custom}>
        {custom.length === 0 ? (
          <Empty title={texts.noCustom}>{texts.noCustomText}</Empty>
        ) : (
          <DataTable
            label={texts.customTable}
            columns={texts.columns}
            items={custom}
            keyOf={({ id }) => id}
            cells={(field) => cellsOf(field, named(field.id))}
            miw={680}
          />
        )}
      </Section>
      <Section title={texts.builtIn}>
        <DataTable
          label={texts.builtInTable}
          columns={texts.builtInColumns}
          items={fields.filter(({ builtIn }) => builtIn)}
          keyOf={({ id }) => id}
          cells={(field) => cellsOf(field, named(field.id))}
          miw={560}
        />
      </Section>
    </>
  );
}

/** What fills a field, as the mapping calls it. */
function useNamedUses(configuration: Configuration): (fieldId: string) => Uses {
  const { data: attributes = [] } = useQuery(attributesQuery());
  const names = new Map(attributes.map((attribute) => [attribute.name, nameOfSource(attribute)]));
  return (fieldId) => {
    const { active, draft } = findUses(configuration, fieldId);
    const nameAll = (sources: string[]) => sources.map((source) => names.get(source) ?? source);
    return { ...(active && { active: nameAll(active) }), ...(draft && { draft: nameAll(draft) }) };
  };
}

function cellsOf(field: UserField, uses: Uses) {
  const { id, name, type, required, options } = field;
  return {
    name: (
      <>
        <bdi>{name}</bdi>
        <Text size="xs" c="dimmed" fw={400}>
          {id}
        </Text>
      </>
    ),
    type: (
      <>
        {type}
        {options && (
          <Text size="xs" c="dimmed" maw={280} lineClamp={3} title={texts.options(options)} dir="auto">
            {texts.options(options)}
          </Text>
        )}
      </>
    ),
    required: required ? texts.required : texts.optional,
    filled: <Filled uses={uses} />,
    actions: <Actions field={field} uses={uses} />,
  };
}

/** The draft is told of only where it differs. */
function Filled({ uses: { active, draft } }: { uses: Uses }) {
  const differs = draft !== undefined && draft.join() !== active?.join();
  if (!active && !draft) return <Text c="dimmed">{texts.notFilled}</Text>;
  return (
    <Anchor component={Link} to={pathOf('field-mapping')}>
      {active ? texts.filled(active) : null}
      {differs && (
        <Text size={active ? 'xs' : 'sm'} span display="block">
          {texts.inDraft(draft)}
        </Text>
      )}
    </Anchor>
  );
}

function Actions({ field, uses }: { field: UserField; uses: Uses }) {
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" variant="default" aria-label={texts.editNamed(field.name)} onClick={open}>
        {texts.edit}
      </Button>
      <RemoveUserField field={field} uses={uses} />
      <UserFieldDialog isOpen={isOpen} close={close} field={field} onSaved={close} />
    </Group>
  );
}
