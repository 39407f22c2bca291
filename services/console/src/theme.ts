import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef3ff',
  '#dbe6fd',
  '#b4caf8',
  '#8aacf4',
  '#7aa2f7',
  '#4f83ea',
  '#3b74e3',
  '#2b66da',
  '#1f5fd6',
  '#1a50b8',
];

/** A list that is a plain scrolling one beside its field, as assistive technology expects it. */
const plainList = {
  withScrollArea: false,
  comboboxProps: { withinPortal: false },
  styles: { options: { maxHeight: 280, overflowY: 'auto' } },
};

export const theme = createTheme({
  colors: { accent },
  primaryColor: 'accent',
  primaryShade: 8,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { md: '0.9375rem' },
  fontFamily: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  components: {
    Select: { defaultProps: plainList },
    MultiSelect: { defaultProps: plainList },
    TagsInput: { defaultProps: plainList },
  },
  headings: { fontFamily: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif", fontWeight: '600' },
});

/** Darker, in the dark lighter, than Mantine's own: texts that can be read, WCAG AA. */
export const resolveColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#58616f',
    '--mantine-color-placeholder': '#667080',
    '--mantine-color-error': '#b3261e',
    '--ground': '#f5f6f9',
    '--good': '#19744a',
    '--warn': '#8f5b00',
    '--bad': '#b3261e',
    '--busy': '#1f5fd6',
    '--line': '#dfe3ea',
    '--hover': '#f3f5f9',
  },
  dark: {
    '--mantine-color-dimmed': '#a6b0c0',
    '--mantine-color-placeholder': '#9aa4b4',
    '--mantine-color-error': '#ff8a80',
    '--ground': '#1a1b1e',
    '--good': '#67cf9c',
    '--warn': '#e9b659',
    '--bad': '#ff8a80',
    '--busy': '#7aa2f7',
    '--line': '#3a3d45',
    '--hover': '#2a2b30',
  },
});
