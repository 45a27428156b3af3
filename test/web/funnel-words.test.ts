import { vendorNames } from '../../src/domain/names';
import { medodsFunnel } from '../../src/vendors/medods/funnel';
import { stages as profsalonStages } from '../../src/vendors/profsalon/funnel';
import { vendorRegistry } from '../../src/vendors/registry';
import { funnelWords } from '../../web/src/components/funnel-words';

/** As `GET /api/v1/vendors` tells them. */
const vendors = vendorNames.map((name) => {
  const { funnel, stages } = vendorRegistry[name].funnelNames;
  return {
    funnelNames: { funnel, stages: Object.entries(stages).map(([key, texts]) => ({ key, name: texts })) },
  };
});
const english = funnelWords(vendors, 'en');
const russian = funnelWords(vendors, 'ru');

const CYRILLIC = /[а-яё]/i;

test('every stage of ours has an English name and keeps its Russian one', () => {
  for (const { key, name } of [...medodsFunnel.stages, ...profsalonStages]) {
    const id = `funnel-1.${key}`;
    expect(english.stage(id, name)).not.toMatch(CYRILLIC);
    expect(russian.stage(id, name)).toBe(name);
  }
  expect(english.stage('funnel-1.serviced', 'Приём завершён')).toBe('Visit completed');
});

test('funnels of ours have an English name, a salon keeps the name it has', () => {
  expect(english.funnel('funnel-1', medodsFunnel.name)).toBe('Deals from Medods');
  expect(english.funnel('funnel-2', 'Салон на Примерной')).toBe('Салон на Примерной');
});

test('a name that the vendor gives stands as it is, even under a key of ours', () => {
  expect(english.stage('funnel-1.paid', 'Оплачено картой')).toBe('Оплачено картой');
  expect(english.stage('funnel-1.unheard_of', 'Оплачено')).toBe('Оплачено');
});

test('what has no name is called by its id', () => {
  expect(english.stage('funnel-1.paid', null)).toBe('funnel-1.paid');
  expect(english.funnel('funnel-1', null)).toBe('funnel-1');
});
