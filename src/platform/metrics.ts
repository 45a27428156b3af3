import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Every metric of the product. What each means, its unit and what to do about it is its help text below. */
export const METRICS = {
  httpRequestDuration: 'skvoz_http_request_duration_seconds',
  integrationHoursSinceSuccess: 'skvoz_integration_hours_since_success',
  integrationOldestPendingEventAge: 'skvoz_integration_oldest_pending_event_age_seconds',
  integrationFailing: 'skvoz_integration_failing',
  taskQueueBacklog: 'skvoz_task_queue_backlog_tasks',
  pullRows: 'skvoz_pull_rows_total',
  pullRequests: 'skvoz_pull_requests_total',
} as const;

const HELP: Record<keyof typeof METRICS, string> = {
  httpRequestDuration:
    'Seconds from a request to its answer, by route, method and status. Slow: look at the indexes of the route and at MongoDB. Many 5xx: read the log of the API.',
  integrationHoursSinceSuccess:
    'Hours since the vendor was last read without a gap, or heard; until the first time, since the activation. Past SKVOZ_LATE_AFTER_HOURS: open the integration in the cabinet, its last run says why. Absent while the integration is off.',
  integrationOldestPendingEventAge:
    'Age in seconds of the oldest delivery of an active integration that is not processed; 0 when none waits. Minutes: see that a worker runs and polls the drain queue.',
  integrationFailing:
    '1 when the integration stopped, or its last pull failed or lacked something, else 0. On 1: open it in the cabinet, it says what to press.',
  taskQueueBacklog:
    'Tasks that wait in a task queue. When it grows for minutes: add workers, or find out why they do not poll.',
  pullRows: 'Rows read from a vendor, by the outcome of the run. Flat for a day: see the runs.',
  pullRequests:
    'Requests sent to a vendor, by the outcome of the run. Grows faster than rows: the vendor answers with errors or limits the rate.',
};

export interface HttpRequestMeasure {
  /** The route's pattern (`/api/v1/tenants/:tenant`), never the address itself, which would make a series each. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

export interface IntegrationMeasure {
  readonly tenantId: string;
  readonly integrationId: string;
  readonly vendor: string;
  /** Null before the first success. */
  readonly hoursSinceSuccess: number | null;
  /** 0 when nothing waits. */
  readonly oldestPendingEventAgeSeconds: number;
  readonly failing: boolean;
}

export interface PullMeasure {
  readonly vendor: string;
  /** The state in which the run ended; a closed set of words, as each makes a series. */
  readonly outcome: string;
  readonly rows: number;
  readonly requests: number;
}

export interface Metrics {
  observeHttpRequest(request: HttpRequestMeasure): void;
  /** Replaces the gauges of all integrations, so that a deleted one does not stay; call it before {@link expose}. */
  setIntegrations(integrations: readonly IntegrationMeasure[]): void;
  setTaskQueueBacklog(queue: string, tasks: number): void;
  /** Adds what a run did, once per run. */
  countPull(pull: PullMeasure): void;
  /** The answer to a scrape, with the process's own metrics (memory, CPU, event loop). */
  expose(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Metrics in a registry of their own; one per process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const describe = <K extends keyof typeof METRICS>(key: K) => ({
    name: METRICS[key],
    help: HELP[key],
    registers,
  });
  const ofIntegration = ['tenant', 'integration', 'vendor'] as const;
  const ofPull = ['vendor', 'outcome'] as const;

  const httpRequestDuration = new Histogram({
    ...describe('httpRequestDuration'),
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  });
  const hoursSinceSuccess = new Gauge({
    ...describe('integrationHoursSinceSuccess'),
    labelNames: ofIntegration,
  });
  const oldestPending = new Gauge({
    ...describe('integrationOldestPendingEventAge'),
    labelNames: ofIntegration,
  });
  const failing = new Gauge({ ...describe('integrationFailing'), labelNames: ofIntegration });
  const backlog = new Gauge({ ...describe('taskQueueBacklog'), labelNames: ['queue'] });
  const pullRows = new Counter({ ...describe('pullRows'), labelNames: ofPull });
  const pullRequests = new Counter({ ...describe('pullRequests'), labelNames: ofPull });

  return {
    observeHttpRequest: ({ route, method, status, seconds }) =>
      httpRequestDuration.observe({ route, method, status }, seconds),
    setIntegrations: (integrations) => {
      for (const gauge of [hoursSinceSuccess, oldestPending, failing]) gauge.reset();
      for (const measure of integrations) {
        const labels = {
          tenant: measure.tenantId,
          integration: measure.integrationId,
          vendor: measure.vendor,
        };
        if (measure.hoursSinceSuccess !== null) hoursSinceSuccess.set(labels, measure.hoursSinceSuccess);
        oldestPending.set(labels, measure.oldestPendingEventAgeSeconds);
        failing.set(labels, measure.failing ? 1 : 0);
      }
    },
    setTaskQueueBacklog: (queue, tasks) => backlog.set({ queue }, tasks),
    countPull: ({ vendor, outcome, rows, requests }) => {
      pullRows.inc({ vendor, outcome }, rows);
      pullRequests.inc({ vendor, outcome }, requests);
    },
    expose: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
