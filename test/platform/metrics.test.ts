import { createMetrics, METRICS } from '../../src/platform/metrics';

const HEALTHY = {
  tenantId: 'clinic-1',
  integrationId: 'medods',
  vendor: 'medods',
  hoursSinceSuccess: 3.5,
  oldestPendingEventAgeSeconds: 0,
  failing: false,
};
const LABELS = '{tenant="clinic-1",integration="medods",vendor="medods"}';

describe('metrics', () => {
  test('every metric is exposed with a help text, under its published name', async () => {
    const { text, contentType } = await createMetrics().expose();
    expect(contentType).toContain('text/plain');
    for (const name of Object.values(METRICS)) expect(text).toMatch(new RegExp(`# HELP ${name} \\S.{30}`));
    expect(text).toContain('process_cpu_seconds_total');
  });

  test('requests are counted by route, method and status', async () => {
    const metrics = createMetrics();
    const request = { route: '/api/v1/tenants/:tenant', method: 'GET', status: 200 };
    metrics.observeHttpRequest({ ...request, seconds: 0.02 });
    metrics.observeHttpRequest({ ...request, seconds: 2 });
    const { text } = await metrics.expose();
    const labels = 'route="/api/v1/tenants/:tenant",method="GET",status="200"';
    expect(text).toContain(`skvoz_http_request_duration_seconds_bucket{le="0.025",${labels}} 1`);
    expect(text).toContain(`skvoz_http_request_duration_seconds_count{${labels}} 2`);
  });

  test('the gauges of integrations show the last state set, and a deleted integration is gone', async () => {
    const metrics = createMetrics();
    metrics.setIntegrations([HEALTHY, { ...HEALTHY, integrationId: 'gone', failing: true }]);
    metrics.setIntegrations([{ ...HEALTHY, oldestPendingEventAgeSeconds: 90, failing: true }]);
    const { text } = await metrics.expose();
    expect(text).toContain(`skvoz_integration_hours_since_success${LABELS} 3.5`);
    expect(text).toContain(`skvoz_integration_oldest_pending_event_age_seconds${LABELS} 90`);
    expect(text).toContain(`skvoz_integration_failing${LABELS} 1`);
    expect(text).not.toContain('gone');
  });

  test('an integration without a success has no age, which is not an age of zero', async () => {
    const metrics = createMetrics();
    metrics.setIntegrations([{ ...HEALTHY, hoursSinceSuccess: null }]);
    const { text } = await metrics.expose();
    expect(text).not.toContain(`skvoz_integration_hours_since_success${LABELS}`);
    expect(text).toContain(`skvoz_integration_failing${LABELS} 0`);
  });

  test('pulls add up by vendor and outcome, the backlog is the last one set', async () => {
    const metrics = createMetrics();
    const pull = { vendor: 'medods', outcome: 'succeeded', rows: 100, requests: 4 };
    metrics.countPull(pull);
    metrics.countPull(pull);
    metrics.countPull({ ...pull, outcome: 'failed', rows: 0 });
    metrics.setTaskQueueBacklog('pull', 9);
    metrics.setTaskQueueBacklog('pull', 2);
    const { text } = await metrics.expose();
    expect(text).toContain('skvoz_pull_rows_total{vendor="medods",outcome="succeeded"} 200');
    expect(text).toContain('skvoz_pull_requests_total{vendor="medods",outcome="succeeded"} 8');
    expect(text).toContain('skvoz_task_queue_backlog_tasks{queue="pull"} 2');
  });

  test('two registries share nothing', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.setTaskQueueBacklog('pull', 5);
    expect((await other.expose()).text).not.toContain('queue="pull"');
  });
});
