import { attribute, type Fallback } from '../../src/domain/attribution';
import { type HealthFacts, healthOf, isQuiet } from '../../src/domain/health';
import { integrationStates } from '../../src/domain/names';

const campaign: Fallback = { kind: 'campaign', campaignId: 'c1' };
const source: Fallback = { kind: 'source', sourceId: 's1', siteId: 'w1' };
const session = { sessionId: 'v1', campaignId: 'c7', utm: { source: 'ya' } };

test('exactly one session gives the lead its campaign', () => {
  expect(attribute([session], campaign)).toEqual({ kind: 'session', reason: 'one_session', ...session });
});

test('without a session, or with several, the default is used and the reason kept', () => {
  expect(attribute([], campaign)).toEqual({
    kind: 'default_campaign',
    reason: 'no_session',
    campaignId: 'c1',
  });
  expect(attribute([session, { sessionId: 'v2' }], source)).toEqual({
    kind: 'default_source',
    reason: 'several_sessions',
    sourceId: 's1',
    siteId: 'w1',
  });
});

const now = new Date('2026-03-14T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 60 * 60 * 1000);
const facts = (over: Partial<HealthFacts>): HealthFacts => ({
  activatedAt: hoursAgo(100),
  lastSuccessAt: hoursAgo(10),
  failingSince: null,
  ...over,
});

test.each([
  ['a success ten hours ago', {}, 'ok', 10, false],
  ['a success just in time', { lastSuccessAt: hoursAgo(36) }, 'ok', 36, false],
  ['a success too long ago', { lastSuccessAt: hoursAgo(36.5) }, 'late', 36.5, true],
  ['a failure since', { failingSince: hoursAgo(5) }, 'failing', 10, false],
  ['a failure for long', { lastSuccessAt: hoursAgo(50), failingSince: hoursAgo(40) }, 'failing', 50, true],
  ['no success since activation', { activatedAt: hoursAgo(2), lastSuccessAt: null }, 'ok', 2, false],
  ['never a success', { activatedAt: hoursAgo(40), lastSuccessAt: null }, 'late', 40, true],
] as const)('an active integration with %s is judged by it', (_, over, status, hours, late) => {
  const health = healthOf(facts(over), 'active', now, 36);
  expect(health).toEqual({ status, hoursSinceSuccess: hours, late });
});

test('a failed integration is failing, and one that is off is never late', () => {
  expect(healthOf(facts({ lastSuccessAt: hoursAgo(99) }), 'failed', now, 36)).toMatchObject({
    status: 'failing',
    late: true,
  });
  for (const state of integrationStates.filter((name) => name !== 'active' && name !== 'failed')) {
    expect(healthOf(facts({ lastSuccessAt: hoursAgo(99) }), state, now, 36)).toEqual({
      status: 'off',
      hoursSinceSuccess: null,
      late: false,
    });
  }
});

test.each([
  ['a delivery a week ago', hoursAgo(168), hoursAgo(900), false],
  ['its last delivery more than a week ago', hoursAgo(168.5), hoursAgo(900), true],
  ['no delivery, just activated', null, hoursAgo(2), false],
  ['no delivery since its activation more than a week ago', null, hoursAgo(200), true],
  ['deliveries from before it was switched on again', hoursAgo(900), hoursAgo(2), false],
] as const)(
  'an active integration with %s is quiet or not by that',
  (_, lastEventAt, activatedAt, expected) => {
    expect(isQuiet({ activatedAt, lastEventAt }, 'active', now, 7)).toBe(expected);
    expect(isQuiet({ activatedAt, lastEventAt }, 'paused', now, 7)).toBe(false);
  },
);
