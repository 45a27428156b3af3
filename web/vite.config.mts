import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { componentStyles } from './build/component-styles.mts';
import { compressed } from './build/compressed.mts';
import { firstLoads } from './build/first-loads.mts';
import { guides } from './build/guides.mts';
import { sharedFiles } from './build/shared-files.mts';

const API = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), componentStyles(), guides(), firstLoads(), compressed()],
  // The content security policy admits files of this origin and no `data:` addresses.
  build: {
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: [...sharedFiles] } } },
  },
  // Put together in advance, the components would come without what `componentStyles` adds to each.
  optimizeDeps: { exclude: ['@mantine/core'] },
  server: { proxy: { '/api': API, '/docs': API } },
});
