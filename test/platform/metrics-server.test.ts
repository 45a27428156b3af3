import { freePorts } from '../../dev/stack/ports';
import { createMetrics } from '../../src/platform/metrics';
import { serveMetrics } from '../../src/platform/metrics-server';

test('a worker shows what its pulls did at the address it was given, and nothing else', async () => {
  const metrics = createMetrics();
  metrics.countPull({ vendor: 'medods', outcome: 'succeeded', rows: 7, requests: 2 });
  const [port = 0] = await freePorts(1);
  const server = await serveMetrics(metrics, { host: '127.0.0.1', port });
  try {
    const shown = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(await shown.text()).toContain('skvoz_pull_rows_total{vendor="medods",outcome="succeeded"} 7');
    const other = await fetch(`http://127.0.0.1:${port}/`);
    expect(other.status).toBe(404);
  } finally {
    await server.close();
  }
});
