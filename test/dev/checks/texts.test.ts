import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { textProblems } from '../../../dev/checks/texts';

const CLEAN = {
  'i18n/ru.json':
    '{"page":{"title":"Дела {{name}}"},"states":{"on":"Вкл"},"runs_one":"раз","runs_few":"раза","runs_many":"раз","runs_other":"раза"}',
  'i18n/en.json':
    '{"page":{"title":"Deals of {{name}}"},"states":{"on":"On"},"runs_one":"run","runs_other":"runs"}',
  'page.tsx':
    "/** E.g. «Дела». */\nexport const Page = () => <p title={t('runs', { count: 2 })}>{t('page.title')} {t(`states.${state}`)}</p>;",
};

function problemsOf(planted: Partial<Record<keyof typeof CLEAN | 'other.ts', string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'skvoz-texts-'));
  try {
    for (const [path, content] of Object.entries({ ...CLEAN, ...planted })) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return textProblems(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('texts that both languages have and the code shows pass', () => {
  expect(problemsOf({})).toEqual([]);
});

test('a text that one language lacks is named', () => {
  const en = '{"states":{"on":"On"},"runs_one":"run","runs_other":"runs"}';
  expect(problemsOf({ 'i18n/en.json': en })).toEqual(['en.json has no page.title']);
});

test('a plural form that the language needs is named', () => {
  const ru = CLEAN['i18n/ru.json'].replace('"runs_few":"раза",', '');
  expect(problemsOf({ 'i18n/ru.json': ru })).toEqual(['ru.json has no runs_few']);
});

test('a text that no code shows is named', () => {
  expect(problemsOf({ 'page.tsx': "t('page.title'); t('runs');" })).toEqual(['states.on is shown nowhere']);
});

test('texts with different variables are named', () => {
  const en = CLEAN['i18n/en.json'].replace('{{name}}', '{{title}}');
  expect(problemsOf({ 'i18n/en.json': en })).toEqual([
    'page.title has other variables in ru.json than in en.json',
  ]);
});

test('Russian in the code is named', () => {
  expect(problemsOf({ 'other.ts': "export const label = 'Дела';" })).toEqual([
    'other.ts has Russian in the code; texts belong into i18n',
  ]);
});
