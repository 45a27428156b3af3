import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languages } from './languages';

const KEPT_AS = 'skvoz-language';

function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** Each language is a file of its own, fetched when it is first shown. */
const files: Readonly<Record<Language, () => Promise<{ default: ResourceKey }>>> = {
  ru: () => import('./ru.json'),
  en: () => import('./en.json'),
};

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (name, _namespace, done) => {
    if (!isLanguage(name)) {
      done(new Error(`no texts in the language ${name}`), null);
      return;
    }
    files[name]().then(
      (texts) => done(null, texts.default),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  },
};

/** The language shown now. */
export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'ru';
}

/** Loads the texts of the language that was chosen last in this browser, Russian at first. */
export async function startTexts(): Promise<void> {
  const kept = localStorage.getItem(KEPT_AS);
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: isLanguage(kept) ? kept : 'ru',
      supportedLngs: [...languages],
      fallbackLng: false,
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
}

/** Shows everything in another language, and keeps the choice in this browser. */
export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT_AS, language);
  await i18next.changeLanguage(language);
}
