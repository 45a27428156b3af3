import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.mts';
import { guides } from './build/guides.mts';

const API = 'http://127.0.0.1:8080';

/** Packages that nearly every page needs, in few files that a new version of the cabinet leaves as they are. */
const sharedParts = [
  {
    name: 'base',
    test: /node_modules\/(react|react-dom|scheduler|react-i18next|i18next|openapi-fetch|@tanstack\/(?!react-table|table|react-virtual|virtual))/,
  },
  {
    name: 'components',
    test: /node_modules\/(@mantine\/(core|hooks|store|form|notifications)|@floating-ui|clsx)/,
  },
  { name: 'icons', test: /node_modules\/@tabler/ },
];

export default defineConfig({
  plugins: [react(), guides(), compressed()],
  // The content security policy admits files of this origin and no `data:` addresses.
  build: {
    assetsInlineLimit: 0,
    // Left to itself the bundler makes a file of each part that two pages share, and a page needs dozens.
    rolldownOptions: { output: { codeSplitting: { groups: sharedParts } } },
  },
  server: { proxy: { '/api': API, '/docs': API } },
});
