import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';
import type { UserField } from '../api/shapes.js';
import { userFieldsQuery } from '../configuration/mapping-queries.js';
import { pathOf } from '../configuration/steps.js';
import { Confirm } from '../elements/confirm.js';
import { Dialog } from '../elements/dialog.js';
import { userFields as texts } from '../texts/user-fields.js';
import type { Uses } from './find-uses.js';

/** Removes a custom field; of one that is mapped it says by which row, and how to go about it. */
export function RemoveUserField({ field, uses }: { field: UserField; uses: Uses }) {
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure();
  const isMapped = uses.active !== undefined || uses.draft !== undefined;
  const remove = async () => {
    await answer(api.DELETE('/api/v1/user-fields/{fieldId}', { params: { path: { fieldId: field.id } } }));
    await Promise.all(
      [userFieldsQuery, configurationQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey })),
    );
  };
  return (
    <>
      <Button size="compact-sm" variant="default" aria-label={texts.removeNamed(field.name)} onClick={open}>
        {texts.remove}
      </Button>
      {isMapped ? (
        <InUse field={field} uses={uses} isOpen={isOpen} close={close} />
      ) : (
        <Confirm texts={texts.removing(field.name)} isOpen={isOpen} close={close} act={remove} isHarmful />
      )}
    </>
  );
}

interface InUseProps {
  field: UserField;
  uses: Uses;
  isOpen: boolean;
  close: () => void;
}

function InUse({ field: { name }, uses: { active, draft }, isOpen, close }: InUseProps) {
  return (
    <Dialog title={texts.inUse(name)} isOpen={isOpen} close={close}>
      {active && <Text>{texts.inUseActive(name, active)}</Text>}
      {draft && <Text>{texts.inUseDraft(name, draft)}</Text>}
      <Text>{texts.inUseMend}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {texts.close}
        </Button>
        <Button component={Link} to={pathOf('field-mapping')}>
          {texts.openMapping}
        </Button>
      </Group>
    </Dialog>
  );
}
