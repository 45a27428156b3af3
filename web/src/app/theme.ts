import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, NavLink } from '@mantine/core';

const pine: MantineColorsTuple = [
  '#eefaf7',
  '#d8f2ec',
  '#b1e4d9',
  '#84d2c3',
  '#57bcaa',
  '#33a390',
  '#1f8474',
  '#14695d',
  '#10554b',
  '#0c443d',
];

/**
 * The list of a choice scrolls itself, moved by the arrow keys of its field. The library's own frame around it
 * would be one more thing that scrolls and that no key reaches.
 */
const scrollingChoice = {
  defaultProps: { withScrollArea: false },
  styles: { options: { maxHeight: 220, overflowY: 'auto' } },
};

/** Calm and dense: a working tool that is looked at all day. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '600' },
  colors: { pine },
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    NavLink: NavLink.extend({ styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } }),
    // By name: to extend them would bring their code to every page.
    Autocomplete: scrollingChoice,
    MultiSelect: scrollingChoice,
    Select: scrollingChoice,
  },
});

/** The library's own greys and tints are too pale, and in the dark too loud, for small text (WCAG AA). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5b636b',
    '--mantine-color-placeholder': '#6f767d',
    '--mantine-color-error': '#c02a2a',
    '--mantine-color-yellow-light-color': '#6f4400',
    '--mantine-color-orange-light-color': '#853500',
    '--mantine-color-red-light-color': '#9a1f1f',
    '--mantine-color-teal-light-color': '#06583f',
    '--mantine-color-blue-light-color': '#124a80',
    '--mantine-color-gray-light-color': '#495057',
    '--mantine-color-disabled-color': '#5f666d',
    '--app-canvas': '#f7f8f8',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b0b6',
    '--mantine-color-placeholder': '#8f969c',
    '--mantine-color-error': '#ff9b9b',
    '--mantine-color-disabled-color': '#9aa1a8',
    '--mantine-color-yellow-light': '#3b2f10',
    '--mantine-color-yellow-light-color': '#f1d48a',
    '--mantine-color-orange-light': '#40260f',
    '--mantine-color-orange-light-color': '#ffc38f',
    '--mantine-color-red-light': '#401d1d',
    '--mantine-color-red-light-color': '#ffb4b4',
    '--mantine-color-teal-light': '#11372c',
    '--mantine-color-teal-light-color': '#8fe0c4',
    '--mantine-color-blue-light': '#15304a',
    '--mantine-color-blue-light-color': '#a5d3ff',
    '--app-canvas': 'var(--mantine-color-dark-8)',
  },
});
