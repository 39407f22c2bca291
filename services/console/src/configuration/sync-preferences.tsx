import { Checkbox, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connectionQuery } from '../api/queries.js';
import type { Configuration, Preferences, Scope } from '../api/shapes.js';
import { Section } from '../elements/section.js';
import { viewersZone } from '../formats/format-date.js';
import { useMe } from '../session/use-me.js';
import { syncPreferences as texts } from '../texts/sync-preferences.js';
import { PeopleSelect } from './people-select.js';
import { PreviewButton } from './preview-button.js';
import { ChangedUsers, RemovedUsers, ThresholdFields, usualThreshold } from './removal-fields.js';
import { SaveAndSync } from './save-and-sync.js';
import { ScheduleFields } from './schedule-fields.js';
import { StepFooter } from './step-footer.js';
import { StepPage } from './step-page.js';
import { useSaver } from './use-saver.js';

/** What most want; the administrator who sets it up is told of failures. */
const usualPreferences = (userId: string): Preferences => ({
  schedule: {
    every: 'week',
    weekday: 'monday',
    time: '02:00',
    timeZone: viewersZone(),
  },
  removedUsers: 'deactivate',
  disabledUsers: 'deactivate',
  leftScopeUsers: 'keep',
  reactivate: 'all',
  notify: [userId],
  sendInvitations: true,
  inviteGuests: false,
  threshold: usualThreshold,
});

/** What the API takes: a time is there, and somebody who is told. */
const isComplete = ({ schedule, notify }: Preferences): boolean => schedule.time !== '' && notify.length > 0;

export function SyncPreferences() {
  return (
    <StepPage step="sync-preferences">
      {(configuration, reload) => <PreferencesForm configuration={configuration} reload={reload} />}
    </StepPage>
  );
}

function PreferencesForm({ configuration, reload }: { configuration: Configuration; reload: () => void }) {
  const { userId } = useMe();
  const { scope, preferences: stored } = configuration.draft ?? configuration.active ?? {};
  const [preferences, setPreferences] = useState(stored ?? usualPreferences(userId));
  const saver = useSaver('preferences', configuration);

  function change(more: Partial<Preferences>): void {
    const changed = { ...preferences, ...more };
    setPreferences(changed);
    if (isComplete(changed)) saver.change(changed);
  }

  function save(): Promise<boolean> {
    if (!isComplete(preferences)) return Promise.resolve(false);
    // Activating takes a draft, even one that says what is in force already.
    if (!stored || !configuration.draft) saver.change(preferences);
    return saver.flush();
  }

  const { schedule, notify, sendInvitations, inviteGuests } = preferences;
  return (
    <>
      <Section title={texts.schedule.title}>
        <ScheduleFields schedule={schedule} onChange={(changed) => change({ schedule: changed })} />
      </Section>
      <Section title={texts.removed.title}>
        <RemovedUsers preferences={preferences} change={change} />
        <ChangedUsers preferences={preferences} change={change} ofGroups={scope?.users === 'groups'} />
      </Section>
      <Section title={texts.threshold.title}>
        <ThresholdFields preferences={preferences} change={change} />
      </Section>
      <Section title={texts.notices.title}>
        <PeopleSelect userIds={notify} onChange={(userIds) => change({ notify: userIds })} />
        <Checkbox
          label={texts.notices.invitations}
          description={texts.notices.invitationsAbout}
          checked={sendInvitations}
          onChange={({ target }) => change({ sendInvitations: target.checked })}
        />
        {sendInvitations && scope?.includeGuests !== false && (
          <Checkbox
            label={texts.notices.guests}
            checked={inviteGuests}
            onChange={({ target }) => change({ inviteGuests: target.checked })}
          />
        )}
      </Section>
      {scope && <Summary scope={scope} preferences={preferences} />}
      <StepFooter step="sync-preferences" configuration={configuration} reload={reload} saver={saver}>
        <PreviewButton save={save} />
        <SaveAndSync save={save} />
      </StepFooter>
    </>
  );
}

function Summary({ scope, preferences }: { scope: Scope; preferences: Preferences }) {
  const { data: connection } = useQuery(connectionQuery);
  const { title, sentence, schedule, who, removed, invitations } = texts.summary;
  const { threshold = usualThreshold } = preferences;
  return (
    <Section title={title}>
      <Stack gap="xs" maw={760}>
        <Text>
          {sentence(
            schedule(preferences.schedule),
            who(scope),
            connection?.tenantName ?? 'Azure AD',
            removed[preferences.removedUsers],
          )}{' '}
          {texts.threshold.words(threshold.people, threshold.percent)} {invitations(preferences)}
        </Text>
      </Stack>
    </Section>
  );
}
