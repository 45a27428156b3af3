/** A file of packages and modules that several pages share; the earlier in the list has the first choice. */
interface SharedFile {
  readonly name: string;
  readonly test: RegExp;
  readonly priority: number;
  /** Of how many pages a module must be a part to be taken. */
  readonly minShareCount?: number;
}

/** On nearly every page, that of signing in too. */
const ELEMENTS = [
  'ActionIcon',
  'Alert',
  'Anchor',
  'Badge',
  'Box',
  'Button',
  'Card',
  'Center',
  'CloseButton',
  'Collapse',
  'EmptyState',
  'Group',
  'Input',
  'InputBase',
  'Loader',
  'NavLink',
  'Paper',
  'PasswordInput',
  'Portal',
  'SimpleGrid',
  'Skeleton',
  'Stack',
  'Text',
  'TextInput',
  'Title',
  'Transition',
  'UnstyledButton',
  'VisuallyHidden',
];

/** What the frame around the pages is made of. */
const FRAME = ['AppShell', 'Burger'];

/** What opens over a page, and tables, which scroll as it does. */
const OVERLAYS = [
  'Code',
  'Combobox',
  'Drawer',
  'FocusTrap',
  'List',
  'Modal',
  'ModalBase',
  'Overlay',
  'Popover',
  'Progress',
  'ScrollArea',
  'Select',
  'Table',
];

/** What forms and settings are filled in with. */
const CONTROLS = ['CopyButton', 'InlineInput', 'Switch', 'Toggle', 'Tooltip'];

/** Choices of one or several among a few. */
const CHOICES = ['Checkbox', 'NativeSelect', 'Radio'];

/** The cabinet's own parts that every page can come to need: what it shows while it loads, and when it fails. */
const OWN =
  'frame/EntryFrame|components/(EmptyState|Error|Loaded|Loading|N|PageHeader|RelativeTime|StateBadge|[a-z-]+\\.tsx?$)';

const components = (names: readonly string[]): string =>
  `@mantine/core/esm/components/(?:${names.join('|')})/`;

const files: readonly Omit<SharedFile, 'priority'>[] = [
  {
    name: 'base',
    test: /node_modules\/(react|react-dom|scheduler|react-i18next|i18next|openapi-fetch|use-sync-external-store|@tanstack\/(react-router|router-core|history|store|react-store|react-query|query-core))\//,
  },
  {
    name: 'elements',
    test: new RegExp(`${components(ELEMENTS)}|@mantine/(core/esm/core|hooks|store)/|react-remove-scroll`),
  },
  { name: 'forms', test: /node_modules\/(@mantine\/form|klona|fast-deep-equal)\// },
  {
    name: 'cabinet',
    test: new RegExp(`node_modules/@tabler/|/web/src/(api|app|i18n|routes/[^/]+/search|${OWN})`),
    minShareCount: 2,
  },
  {
    name: 'frame',
    test: new RegExp(`${components(FRAME)}|/web/src/frame/(AppF|Nav|nav|TenantS)`),
  },
  { name: 'overlays', test: new RegExp(`${components(OVERLAYS)}|@floating-ui/`) },
  { name: 'menus', test: new RegExp(components(['Avatar', 'Menu'])) },
  { name: 'controls', test: new RegExp(components(CONTROLS)) },
  { name: 'choices', test: new RegExp(components(CHOICES)) },
  { name: 'dates', test: /node_modules\/(@mantine\/dates|dayjs)\// },
  {
    name: 'integration',
    test: /\/web\/src\/(integrations|events\/event-words|settings\/(status-map|fields\/entries)|routes\/integration\.tsx$)/,
    minShareCount: 2,
  },
];

/**
 * Left to itself the bundler makes a file of each part that two pages share, and a page needs dozens; all
 * in one file, every page would fetch what only some need.
 */
export const sharedFiles: readonly SharedFile[] = files.map((file, place) => ({
  ...file,
  priority: files.length - place,
}));
