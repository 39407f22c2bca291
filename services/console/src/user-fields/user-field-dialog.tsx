import { Button, Checkbox, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { answer, api } from '../api/client.js';
import type { UserField } from '../api/shapes.js';
import { Dialog } from '../elements/dialog.js';
import { Failure } from '../elements/failure.js';
import { newUserField as texts } from '../texts/field-mapping.js';
import { problems } from '../texts/problems.js';
import { userFieldsQuery } from './mapping-queries.js';

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

type NewField = Pick<UserField, 'name' | 'type' | 'required'> & { options: string[] };

interface NewUserFieldProps {
  isOpen: boolean;
  close: () => void;
  onCreated: (field: UserField) => void;
}

/** A custom column of Kissflow's user table, so that a mapping can fill it. */
export function NewUserField({ isOpen, close, onCreated }: NewUserFieldProps) {
  return (
    <Dialog title={texts.title} isOpen={isOpen} close={close}>
      <FieldForm close={close} onCreated={onCreated} />
    </Dialog>
  );
}

function FieldForm({ close, onCreated }: Omit<NewUserFieldProps, 'isOpen'>) {
  const client = useQueryClient();
  const { register, control, handleSubmit, formState } = useForm<NewField>({
    defaultValues: { name: '', type: 'Text', required: false, options: [] },
  });
  const create = useMutation({
    mutationFn: ({ options, ...field }: NewField) => {
      const body = { ...field, ...(field.type === 'Dropdown' && { options }) };
      return answer(api.POST('/api/v1/user-fields', { body }));
    },
    onSuccess: (field) => {
      client.setQueryData(userFieldsQuery.queryKey, (fields = []) => [...fields, field]);
      onCreated(field);
    },
  });
  const isDropdown = useWatch({ control, name: 'type' }) === 'Dropdown';
  const { errors } = formState;
  return (
    <form onSubmit={(event) => void handleSubmit((field) => create.mutate(field))(event)}>
      <Stack>
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
          render={({ field }) => (
            <Select
              label={texts.type}
              data={types}
              value={field.value}
              onChange={field.onChange}
              allowDeselect={false}
            />
          )}
        />
        {isDropdown && (
          <Controller
            name="options"
            control={control}
            rules={{ validate: (options) => options.length > 0 || texts.optionsMissing }}
            render={({ field }) => (
              <TagsInput
                label={texts.options}
                description={texts.optionsAbout}
                value={field.value}
                onChange={field.onChange}
                maxTags={200}
                error={errors.options?.message}
              />
            )}
          />
        )}
        <Checkbox label={texts.required} {...register('required')} />
        {create.isError && <Failure error={create.error} title={problems.failedTitle} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {texts.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
