import { profsalonConnector } from '../../../src/vendors/profsalon/profsalon-connector';
import { profsalonSettings, profsalonSettingsSchema } from '../../../src/vendors/profsalon/settings';
import { neededComponents, vendorRegistry } from '../../../src/vendors/registry';

const salon = { salonId: '5610', salonLogin: 'msc_example_salon' };
const fallback = { kind: 'campaign', campaignId: 'c1' };
const errorsOf = (settings: unknown) => {
  const parsed = profsalonSettingsSchema.safeParse(settings);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
};

test('the registry knows a vendor that sends and cannot be asked', () => {
  expect(vendorRegistry.profsalon).toMatchObject({ webhooks: true, backfill: false, secretNames: ['token'] });
});

test('every choice has its default, and stored settings are read back as they are', () => {
  const settings = profsalonSettingsSchema.parse(salon);
  expect(settings).toEqual({
    ...salon,
    leads: { enabled: false, onlineSourceCodes: ['100'], treatUnknownAsOnline: true },
    deals: { enabled: false, defaultFunnel: true },
    statusMap: {},
  });
  expect(profsalonSettingsSchema.parse(settings)).toEqual(settings);
  expect(neededComponents(settings)).toEqual([]);
});

test.each([
  'msc_example_salon',
  '  MSC_Example_Salon ',
  'https://profsalon.org/CRM/msc_example_salon/desktop',
  'https://profsalon.org/crm/msc_example_salon',
  'profsalon.org/online/MSC_EXAMPLE_SALON/?back_url=&source=100',
])('the login "%s" is msc_example_salon', (salonLogin) => {
  expect(profsalonSettingsSchema.parse({ ...salon, salonLogin }).salonLogin).toBe('msc_example_salon');
});

test.each(['', ' ', 'https://profsalon.org/', 'two words', 'a|b'])('"%s" is no login', (salonLogin) => {
  expect(errorsOf({ ...salon, salonLogin })).toEqual(['salonLogin']);
});

test('the account is the same however the salon was typed, and another for another salon', () => {
  const accountOf = (over: object) =>
    profsalonSettings.account(profsalonSettingsSchema.parse({ ...salon, ...over }));
  expect(accountOf({})).toBe('5610|msc_example_salon');
  expect(accountOf({ salonId: 5610, salonLogin: 'profsalon.org/CRM/MSC_example_salon' })).toBe(accountOf({}));
  expect(accountOf({ salonId: 5611 })).not.toBe(accountOf({}));
  expect(accountOf({ salonLogin: 'msc_other' })).not.toBe(accountOf({}));
});

test('source codes are a list of numbers or texts, or one line with commas', () => {
  const codesOf = (onlineSourceCodes: unknown) =>
    profsalonSettingsSchema.parse({ ...salon, leads: { onlineSourceCodes } }).leads.onlineSourceCodes;
  expect(codesOf([100, ' 7 '])).toEqual(['100', '7']);
  expect(codesOf('100, 7;widget')).toEqual(['100', '7', 'widget']);
  expect(codesOf('')).toEqual([]);
  expect(errorsOf({ ...salon, leads: { onlineSourceCodes: [1.5] } })).toHaveLength(1);
  expect(errorsOf({ ...salon, leads: { onlineSourceCodes: ['a b'] } })).toEqual(['leads.onlineSourceCodes']);
});

test('leads need a campaign, or a source and a site', () => {
  expect(errorsOf({ ...salon, leads: { enabled: true } })).toEqual(['leads.fallback']);
  expect(errorsOf({ ...salon, leads: { enabled: true, fallback } })).toEqual([]);
});

test('the status map gives each stage one reading, and none against the nature of the stage', () => {
  const wrong = (statusMap: unknown) => errorsOf({ ...salon, statusMap });
  expect(wrong({ 7: { stage: 'came' }, done: { stage: 'done', reading: 'success' } })).toEqual([]);
  expect(wrong({ 7: { stage: 'somewhere' } })).toEqual(['statusMap.7.stage']);
  expect(wrong({ 7: { stage: 'paid', reading: 'in_process' } })).toEqual(['statusMap.7.reading']);
  expect(
    wrong({ 7: { stage: 'done', reading: 'success' }, 8: { stage: 'done', reading: 'in_process' } }),
  ).toEqual(['statusMap.8.reading']);
});

test('the cabinet is told of every setting, and of no other, in two languages', () => {
  const paths = profsalonSettings.fields.map(({ path }) => path);
  const settings = profsalonSettingsSchema.parse({
    ...salon,
    timeZone: 'Europe/Moscow',
    leads: { enabled: true, fallback },
  });
  const known = [
    'token',
    ...Object.keys(settings).filter((name) => name !== 'leads' && name !== 'deals'),
    ...Object.keys(settings.leads).map((name) => `leads.${name}`),
    ...Object.keys(settings.deals).map((name) => `deals.${name}`),
  ];
  expect([...paths].sort()).toEqual(known.sort());
  for (const { label } of profsalonSettings.fields) expect([label.ru, label.en]).not.toContain('');
});

test('the funnel is the shared one, or one named after the salon as it is called now', () => {
  const own = { ...salon, deals: { enabled: true, defaultFunnel: false } };
  const shared = profsalonConnector.funnel(salon, 'Салон Пример');
  expect(shared).toMatchObject({ key: 'tenant/profsalon', name: 'Сделки из ПрофСалона' });
  expect(profsalonConnector.funnel(own, 'Салон Пример')).toMatchObject({
    key: 'salon',
    name: 'Салон Пример',
  });
  expect(profsalonConnector.funnel(own, 'Салон Новый')).toMatchObject({ key: 'salon', name: 'Салон Новый' });
  expect(profsalonConnector.funnel(own, null)).toMatchObject({ key: 'salon', name: 'msc_example_salon' });
  expect(profsalonConnector.funnel(own, null).stages).toEqual(shared.stages);
  expect(shared.stages.map(({ key, status }) => `${key} ${status}`)).toEqual([
    'new in_process',
    'confirmed in_process',
    'came in_process',
    'done in_process',
    'paid success',
    'failed failed',
  ]);
});

test('the customer may count a rendered service as success', () => {
  const statusMap = { done: { stage: 'done', reading: 'success' } };
  const { stages } = profsalonConnector.funnel({ ...salon, statusMap }, null);
  expect(stages.filter(({ status }) => status === 'success').map(({ key }) => key)).toEqual(['done', 'paid']);
});

test('a record becomes a lead by its mark, one without a mark by the settings', () => {
  const strict = { ...salon, leads: { treatUnknownAsOnline: false } };
  const leads = (settings: unknown) =>
    [true, false, null].map((online) => profsalonConnector.becomesLead(settings, online));
  expect(leads(salon)).toEqual([true, false, true]);
  expect(leads(strict)).toEqual([true, false, false]);
});

test('a deal that nobody named goes by its number', () => {
  expect(profsalonConnector.fallbackName('880001')).toBe('Запись № 880001');
});
