import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { RowFormat, UserField } from '../api/shapes.js';
import { fieldMapping as texts } from '../texts/field-mapping.js';
import type { EditedRow } from './edited-rows.js';
import { attributesQuery } from './mapping-queries.js';
import { nameOfSource } from './source-select.js';

const dateFormats = ['DD/MM/YYYY', 'MM/DD/YYYY', 'YYYY-MM-DD', 'DD.MM.YYYY'] as const;
const numberFormats = ['1,234.56', '1.234,56', '1 234,56'] as const;

interface RowOptionsProps {
  row: EditedRow;
  field: UserField | undefined;
  change: (more: Partial<EditedRow>) => void;
}

/** Fallbacks, the default, and how texts of the directory are to be read. */
export function RowOptions({ row, field, change }: RowOptionsProps) {
  const { data: attributes = [] } = useQuery(attributesQuery());
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <MultiSelect
          label={texts.fallbacks}
          description={texts.fallbacksAbout}
          data={attributes
            .filter(({ name }) => name !== row.source)
            .map((attribute) => ({ value: attribute.name, label: nameOfSource(attribute) }))}
          value={row.fallbacks ?? []}
          onChange={(fallbacks) => change({ fallbacks: fallbacks.length > 0 ? fallbacks : undefined })}
          maxValues={10}
          searchable
          hidePickedOptions
        />
        <TextInput
          label={texts.default}
          description=" "
          value={row.default ?? ''}
          maxLength={1024}
          onChange={({ target }) => change({ default: target.value === '' ? undefined : target.value })}
        />
      </SimpleGrid>
      <FormatOptions field={field} format={row.format ?? {}} change={(format) => change({ format })} />
    </Stack>
  );
}

interface FormatOptionsProps {
  field: UserField | undefined;
  format: RowFormat;
  change: (format: RowFormat) => void;
}

/** Only what the type of the field needs. */
function FormatOptions({ field, format, change }: FormatOptionsProps) {
  switch (field?.type) {
    case 'Date':
    case 'Date & time':
      return (
        <Select
          label={texts.dateFormat}
          data={dateFormats}
          value={format.date ?? 'DD/MM/YYYY'}
          onChange={(date) => date && change({ ...format, date })}
          allowDeselect={false}
          maw={320}
        />
      );
    case 'Number':
    case 'Currency':
      return (
        <Select
          label={texts.numberFormat}
          data={numberFormats}
          value={format.number ?? '1,234.56'}
          onChange={(number) => number && change({ ...format, number })}
          allowDeselect={false}
          maw={320}
        />
      );
    case 'Yes/No':
      return (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {(['yes', 'no'] as const).map((word) => (
            <TagsInput
              key={word}
              label={texts[word]}
              description={texts.wordsAbout}
              value={format[word] ?? []}
              onChange={(words) => change({ ...format, [word]: words.length > 0 ? words : undefined })}
              maxTags={20}
            />
          ))}
        </SimpleGrid>
      );
    case 'Dropdown':
      return (
        <DropdownValues
          options={field.options ?? []}
          values={format.options ?? []}
          change={(options) => change({ ...format, options })}
        />
      );
    case 'Text':
    case 'Text area':
    case 'Email':
    case 'User':
    case undefined:
      return null;
  }
}

type Values = NonNullable<RowFormat['options']>;

function DropdownValues({
  options,
  values,
  change,
}: {
  options: string[];
  values: Values;
  change: (values: Values) => void;
}) {
  const put = (place: number, more: Partial<Values[number]>) =>
    change(values.map((value, index) => (index === place ? { ...value, ...more } : value)));
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {texts.optionsTitle}
      </Text>
      {values.map(({ value, option }, place) => (
        <Group key={place} gap="xs" wrap="nowrap">
          <TextInput
            aria-label={texts.optionValue}
            placeholder={texts.optionValue}
            value={value}
            onChange={({ target }) => put(place, { value: target.value })}
          />
          <Select
            aria-label={texts.optionOf(value)}
            data={options}
            value={option}
            onChange={(chosen) => chosen !== null && put(place, { option: chosen })}
            allowDeselect={false}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={texts.removeOption(value)}
            onClick={() => change(values.filter((_, index) => index !== place))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          disabled={options.length === 0}
          onClick={() => change([...values, { value: '', option: options[0] ?? '' }])}
        >
          {texts.addOption}
        </Button>
      </div>
    </Stack>
  );
}
