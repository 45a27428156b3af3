import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/global.layer.css';
import './app/global.css';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { createCabinet } from './app/cabinet';
import { askInOwnLanguage } from './app/request-language';
import { startTexts } from './i18n/language';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the cabinet');

askInOwnLanguage();
const cabinet = createCabinet();
// What index.html shows meanwhile stays until there is a page to show.
await Promise.all([startTexts(), cabinet.open()]);
// As a transition it is drawn in small pieces, between which a slow phone can answer a touch.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App {...cabinet} />
    </StrictMode>,
  ),
);
