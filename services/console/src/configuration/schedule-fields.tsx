import { Group, List, Select, Stack, Text, TextInput } from '@mantine/core';
import type { Schedule } from '../api/shapes.js';
import { formatDay } from '../formats/format-date.js';
import { syncPreferences } from '../texts/sync-preferences.js';
import { nextDates } from './next-dates.js';

const { schedule: texts } = syncPreferences;
const SHOWN_DATES = 3;

type Weekday = NonNullable<Schedule['weekday']>;

const weekdays = (Object.keys(texts.weekdays) as Weekday[]).map((day) => ({ value: day, label: texts.weekdays[day] }));

interface ScheduleFieldsProps {
  schedule: Schedule;
  /** What is typed in, complete or not. */
  onChange: (schedule: Schedule) => void;
}

/** When to sync, and the dates that makes. */
export function ScheduleFields({ schedule, onChange }: ScheduleFieldsProps) {
  const { every, weekday = 'monday', time, timeZone } = schedule;
  const change = (more: Partial<Schedule>) => onChange({ ...schedule, ...more });
  const zones = [...new Set(['UTC', timeZone, ...Intl.supportedValuesOf('timeZone')])];
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-start">
        <Select
          label={texts.every}
          data={[
            { value: 'week', label: texts.everyWeek },
            { value: 'day', label: texts.everyDay },
          ]}
          value={every}
          onChange={(value) =>
            change(value === 'day' ? { every: 'day', weekday: undefined } : { every: 'week', weekday })
          }
          allowDeselect={false}
          w={130}
        />
        {every === 'week' && (
          <Select
            label={texts.weekday}
            data={weekdays}
            value={weekday}
            onChange={(day) => day && change({ weekday: day })}
            allowDeselect={false}
            w={160}
          />
        )}
        <TextInput
          label={texts.time}
          type="time"
          value={time}
          onChange={({ target }) => change({ time: target.value })}
          error={time === '' ? texts.timeMissing : undefined}
          w={130}
        />
        <Select
          label={texts.timeZone}
          data={zones}
          value={timeZone}
          onChange={(zone) => zone !== null && change({ timeZone: zone })}
          allowDeselect={false}
          searchable
          nothingFoundMessage={texts.noZone}
          limit={100}
          w={240}
        />
      </Group>
      {time !== '' && (
        <div>
          <Text size="sm" c="dimmed">
            {texts.next}
          </Text>
          <List size="sm">
            {nextDates(schedule, new Date(), SHOWN_DATES).map((date) => (
              <List.Item key={date.toISOString()}>{formatDay(date.toISOString(), { timeZone })}</List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}
