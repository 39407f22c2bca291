import { Group, List, NumberInput, Paper, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import type { Preferences } from '../api/shapes.js';
import { syncPreferences as texts } from '../texts/sync-preferences.js';

interface FieldsProps {
  preferences: Preferences;
  change: (more: Partial<Preferences>) => void;
}

/** Deactivate or delete, in Kissflow's own comparison of the two. */
export function RemovedUsers({ preferences, change }: FieldsProps) {
  const { label, comparison, protectedNote } = texts.removed;
  return (
    <Stack gap="sm">
      <Radio.Group
        aria-label={label}
        value={preferences.removedUsers}
        onChange={(value) => change({ removedUsers: value === 'delete' ? 'delete' : 'deactivate' })}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {(['deactivate', 'delete'] as const).map((choice) => (
            <Paper key={choice} withBorder p="md">
              <Radio value={choice} label={<Text fw={600}>{texts.removed[choice]}</Text>} />
              <List size="sm" mt="xs" spacing={2}>
                {comparison[choice].map((point) => (
                  <List.Item key={point}>{point}</List.Item>
                ))}
              </List>
            </Paper>
          ))}
        </SimpleGrid>
      </Radio.Group>
      <Text size="sm" c="dimmed">
        {protectedNote}
      </Text>
    </Stack>
  );
}

/** People who are still there, but otherwise than before. */
export function ChangedUsers({ preferences, change, ofGroups }: FieldsProps & { ofGroups: boolean }) {
  const { disabled, left, reactivate } = texts;
  return (
    <Stack gap="lg">
      <Radio.Group
        label={disabled.label}
        value={preferences.disabledUsers}
        onChange={(value) => change({ disabledUsers: value === 'keep' ? 'keep' : 'deactivate' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="deactivate" label={disabled.deactivate} />
          <Radio value="keep" label={disabled.keep} />
        </Stack>
      </Radio.Group>
      {ofGroups && (
        <Radio.Group
          label={left.label}
          value={preferences.leftScopeUsers ?? 'keep'}
          onChange={(value) => change({ leftScopeUsers: value === 'deactivate' ? 'deactivate' : 'keep' })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="keep" label={left.keep} />
            <Radio value="deactivate" label={left.deactivate} />
          </Stack>
        </Radio.Group>
      )}
      <Radio.Group
        label={reactivate.label}
        value={preferences.reactivate}
        onChange={(value) => change({ reactivate: value === 'syncOnly' ? 'syncOnly' : 'all' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="all" label={reactivate.all} />
          <Radio value="syncOnly" label={reactivate.syncOnly} />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}

export const usualThreshold = { people: 10, percent: 5 };

/** How many removals a sync carries out by itself, and what that means. */
export function ThresholdFields({ preferences, change }: FieldsProps) {
  const { threshold = usualThreshold } = preferences;
  const { about, people, percent, words } = texts.threshold;
  const put = (more: Partial<typeof threshold>) => change({ threshold: { ...threshold, ...more } });
  return (
    <Stack gap="sm">
      <Text>{about}</Text>
      <Group gap="sm" align="flex-start">
        <NumberInput
          label={people}
          value={threshold.people}
          onChange={(value) => typeof value === 'number' && put({ people: value })}
          min={0}
          max={1_000_000}
          allowDecimal={false}
          clampBehavior="strict"
          w={160}
        />
        <NumberInput
          label={percent}
          value={threshold.percent}
          onChange={(value) => typeof value === 'number' && put({ percent: value })}
          min={0}
          max={100}
          decimalScale={2}
          clampBehavior="strict"
          suffix=" %"
          w={180}
        />
      </Group>
      <Text size="sm" c="dimmed">
        {words(threshold.people, threshold.percent)}
      </Text>
    </Stack>
  );
}
