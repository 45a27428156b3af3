import type { SampleDelivery } from '../vendor-settings';

/**
 * A booking of contract v1 that an invented client has just made online. It names the salon of the
 * settings, so that the cross-check has something to compare; the token stays out of it.
 */
export function sampleDelivery(
  { salonId, salonLogin }: { readonly salonId: string; readonly salonLogin: string },
  now: Date,
): SampleDelivery {
  const madeAt = now.toISOString();
  const visitAt = new Date(now.getTime() + 24 * 60 * 60 * 1000).toISOString();
  return {
    contentType: 'application/json',
    body: JSON.stringify({
      event: 'create',
      event_id: `test-${now.getTime()}`,
      sent_at: madeAt,
      salon_id: salonId,
      salon_login: salonLogin,
      record: {
        id: `test-${now.getTime()}`,
        created_at: madeAt,
        changed_at: madeAt,
        start: visitAt,
        duration: 60,
        name: 'Тестовая запись',
        status: 'new',
        sum: 1000,
        paid_sum: 0,
        services: [{ service_id: 1, service_name: 'Тестовая услуга', cost: 1000, count: 1 }],
        client: { id: 'test', name: 'Тест Тестов', phone: '+79990000000', email: 'test@example.com' },
        employee: { id: 'test', name: 'Тестовый мастер' },
        source: 100,
        is_online: true,
      },
    }),
  };
}
