/** The id of a custom field, made of its name as Kissflow does: `Joining date` → `Joining_date`. */
export const fieldIdOf = (name: string): string =>
  name
    .normalize('NFC')
    .trim()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_');
