import { Button, Checkbox, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { answer, api } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';
import type { UserField } from '../api/shapes.js';
import { Dialog } from '../elements/dialog.js';
import { Failure } from '../elements/failure.js';
import { userFieldsQuery } from '../configuration/mapping-queries.js';
import { problems } from '../texts/problems.js';
import { userField as texts } from '../texts/user-fields.js';

const types = [
  'Text',
  'Text area',
  'Number',
  'Currency',
  'Date',
  'Date & time',
  'Yes/No',
  'Dropdown',
  'Email',
  'User',
] as const satisfies UserField['type'][];

type Edited = Pick<UserField, 'name' | 'type' | 'required'> & { options: string[] };

interface UserFieldDialogProps {
  isOpen: boolean;
  close: () => void;
  /** The one to change; absent: a new one. */
  field?: UserField;
  onSaved: (field: UserField) => void;
}

/** A custom column of Kissflow's user table, so that a mapping can fill it. */
export function UserFieldDialog({ isOpen, close, field, onSaved }: UserFieldDialogProps) {
  return (
    <Dialog title={field ? texts.editTitle(field.name) : texts.title} isOpen={isOpen} close={close}>
      <FieldForm close={close} field={field} onSaved={onSaved} />
    </Dialog>
  );
}

const blank = { name: '', type: 'Text', required: false } as const;

function FieldForm({ close, field, onSaved }: Omit<UserFieldDialogProps, 'isOpen'>) {
  const client = useQueryClient();
  const { register, control, handleSubmit, formState } = useForm<Edited>({
    defaultValues: { ...blank, ...field, options: field?.options ?? [] },
  });
  const save = useMutation({
    mutationFn: ({ name, type, required, options }: Edited) => {
      const body = { name, required, ...(type === 'Dropdown' && { options }) };
      if (!field) return answer(api.POST('/api/v1/user-fields', { body: { ...body, type } }));
      return answer(api.PATCH('/api/v1/user-fields/{fieldId}', { params: { path: { fieldId: field.id } }, body }));
    },
    onSuccess: (saved) => {
      client.setQueryData(userFieldsQuery.queryKey, (fields = []) =>
        field ? fields.map((one) => (one.id === saved.id ? saved : one)) : [...fields, saved],
      );
      // A mapping that was tested has to be tested again once its fields are others.
      if (field) void client.invalidateQueries({ queryKey: configurationQuery.queryKey });
      onSaved(saved);
    },
  });
  const isDropdown = useWatch({ control, name: 'type' }) === 'Dropdown';
  const { errors } = formState;
  return (
    <form onSubmit={(event) => void handleSubmit((edited) => save.mutate(edited))(event)}>
      <Stack>
        {field && <Text>{texts.editAbout}</Text>}
        <TextInput
          label={texts.name}
          maxLength={100}
          data-autofocus
          {...register('name', { validate: (name) => name.trim() !== '' || texts.nameMissing })}
          error={errors.name?.message}
        />
        <Controller
          name="type"
          control={control}
          render={({ field: { value, onChange } }) => (
            <Select
              label={texts.type}
              description={field && texts.typeStays}
              data={types}
              value={value}
              onChange={onChange}
              allowDeselect={false}
              disabled={field !== undefined}
            />
          )}
        />
        {isDropdown && (
          <Controller
            name="options"
            control={control}
            rules={{ validate: (options) => options.length > 0 || texts.optionsMissing }}
            render={({ field: { value, onChange } }) => (
              <TagsInput
                label={texts.options}
                description={texts.optionsAbout}
                value={value}
                onChange={onChange}
                maxTags={200}
                error={errors.options?.message}
              />
            )}
          />
        )}
        <Checkbox label={texts.required} {...register('required')} />
        {save.isError && <Failure error={save.error} title={problems.failedTitle} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {field ? texts.save : texts.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
