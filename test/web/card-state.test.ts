import { cardStateOf, toneOf } from '../../web/src/integrations/card-state';

const health = {
  status: 'failing' as const,
  lastSuccessAt: '2026-03-01T00:00:00Z',
  nextRunAt: null,
  hoursSinceSuccess: 20,
  late: false,
  failingSince: '2026-03-02T00:00:00Z',
  lastRunId: 'r1',
};
const texts = { ru: 'Что-то не так.', en: 'Something is wrong.' };

test.each([
  ['entity_refused', 'partial', 'warning'],
  ['vendor_unavailable', 'failing', 'bad'],
])('a card whose pulls end with %s is %s', (code, state, tone) => {
  const error = { code, message: texts, action: texts };
  const shown = cardStateOf({ state: 'active', health: { ...health, error } });
  expect(shown).toBe(state);
  expect(toneOf(shown)).toBe(tone);
});
