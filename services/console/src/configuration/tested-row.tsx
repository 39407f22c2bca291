import { Anchor, Group, Text } from '@mantine/core';
import type { MappingTest, TestedPerson, UserField } from '../api/shapes.js';
import { formatValue } from '../formats/format-value.js';
import { mappingTest as texts } from '../texts/field-mapping.js';
import classes from './mapping.module.css';
import { errorsOfRow, samplesOf, valueOf } from './summarize-test.js';

interface TestedRowProps {
  test: MappingTest;
  field: UserField;
  isOutdated: boolean;
  seePeople: () => void;
  addFallback: () => void;
}

/** What two people's values become, and how many people's go wrong. */
export function TestedRow({ test, field, isOutdated, seePeople, addFallback }: TestedRowProps) {
  return (
    <div className={isOutdated ? classes.outdated : undefined}>
      <div className={classes.samples}>
        {samplesOf(test).map((person, index) => (
          <span key={person.externalId}>
            {index > 0 && ' · '}
            <bdi>{person.name}</bdi>: <Sample person={person} field={field} />
          </span>
        ))}
      </div>
      {errorsOfRow(test, field.id).map(({ code, message, people }) => (
        <Group key={code} gap="xs" mt={4}>
          <Text size="sm" c="var(--mantine-color-error)">
            {texts.hit(people, test.people.length)} {message}
          </Text>
          <Anchor component="button" type="button" size="sm" onClick={seePeople}>
            {texts.seePeople}
          </Anchor>
          {code === 'value-missing' && (
            <Anchor component="button" type="button" size="sm" onClick={addFallback}>
              {texts.addFallback}
            </Anchor>
          )}
        </Group>
      ))}
    </div>
  );
}

function Sample({ person, field }: { person: TestedPerson; field: UserField }) {
  const value = valueOf(person, field.id);
  const shown = value?.error ? value.source : value?.stored;
  if (shown === null || shown === undefined) return <span>{texts.empty}</span>;
  return <bdi className={classes.value}>{value?.error ? `✖ ${shown}` : formatValue(shown, field.type)}</bdi>;
}
