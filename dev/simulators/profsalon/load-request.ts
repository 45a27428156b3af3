import { instantOf } from './bookings';
import type { LoadOptions } from './load-options';

/** A request of one hook, written once; each event puts its own digits in. */
export interface RequestTemplate {
  hostname: string;
  port: number;
  /** The whole HTTP request that creates the record with this id, of twelve digits. */
  write(recordId: number): Buffer;
}

const idMark = '999999999999';
const phoneMark = '79990000000';
const idDigits = idMark.length;
/** So many of the phone's digits follow the id. */
const phoneDigits = 7;

/** A body of contract v1 of about 1.3 KB, from a salon's booking made now. */
export function requestTemplate(
  hook: LoadOptions['hooks'][number],
  withDeliveryId: boolean,
): RequestTemplate {
  const { hostname, port, host, pathname, search } = new URL(hook.url);
  const body = JSON.stringify(sampleBody(hook));
  const head = [
    `POST ${pathname}${search} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'user-agent: GuzzleHttp/7',
    'connection: keep-alive',
    ...(withDeliveryId ? [`idempotency-key: load-${idMark}`] : []),
  ].join('\r\n');
  const template = Buffer.from(`${head}\r\n\r\n${body}`);
  const idPlaces = placesOf(template, idMark);
  const phonePlaces = placesOf(template, phoneMark);
  return {
    // An IPv6 host stands in brackets in a URL.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 80 : Number(port),
    write: (recordId) => {
      const request = Buffer.allocUnsafe(template.length);
      template.copy(request);
      const digits = String(recordId);
      for (const place of idPlaces) request.write(digits, place, 'latin1');
      for (const place of phonePlaces) {
        request.write(digits.slice(-phoneDigits), place + phoneMark.length - phoneDigits, 'latin1');
      }
      return request;
    },
  };
}

function placesOf(template: Buffer, mark: string): number[] {
  const places: number[] = [];
  let place = template.indexOf(mark);
  while (place !== -1) {
    places.push(place);
    place = template.indexOf(mark, place + idDigits);
  }
  return places;
}

function sampleBody({ salonId, salonLogin, token }: LoadOptions['hooks'][number]): unknown {
  const now = Date.now();
  const stamp = instantOf(now);
  return {
    event: 'create',
    event_id: `load-${idMark}`,
    sent_at: stamp,
    salon_id: salonId,
    salon_login: salonLogin,
    salon_name: 'Салон «Пример»',
    ...(token === undefined ? {} : { token }),
    record: {
      id: Number(idMark),
      created_at: stamp,
      changed_at: stamp,
      start: instantOf(now + 3 * 86_400_000),
      duration: 210,
      name: 'Окрашивание, Стрижка',
      status: 'new',
      sum: 7400,
      paid_sum: 0,
      payment_method: null,
      services: [
        { service_id: 6, service_name: 'Окрашивание', cost: 5400, count: 1 },
        { service_id: 5, service_name: 'Стрижка', cost: 2000, count: 1 },
      ],
      client: {
        id: Number(idMark),
        name: 'Ольга Примерова',
        phone: phoneMark,
        email: `client${idMark}@example.test`,
      },
      client_comment:
        'Хочу оттенок потеплее, чем в прошлый раз. Если мастер освободится раньше, позвоните, пожалуйста: живу рядом и подойду.',
      employee: { id: 31, name: 'Анна Мастерова' },
      source: 100,
      is_online: true,
      extra_fields: [
        { code: 'card', name: 'Номер карты', value: 'A-17' },
        { code: 'visits', name: 'Визитов', value: 4 },
        { code: 'how', name: 'Откуда узнали', value: 'Посоветовала подруга' },
      ],
    },
  };
}
