import type { BookingFields } from '../../../../dev/simulators/profsalon/bookings';
import type { VariantName } from '../../../../dev/simulators/profsalon/variants';
import { jsonOf, pairsOf } from './decode';
import type { Received } from './receiver';

/** The record of the vendor contract's first example. */
export const example: BookingFields = {
  createdAt: '2026-03-10T06:00:00Z',
  start: '2026-03-14T09:00:00Z',
  duration: 60,
  name: 'Стрижка',
  status: 'new',
  sum: 2000,
  paidSum: 0,
  paymentMethod: null,
  services: [{ id: 5, name: 'Стрижка', cost: 2000, count: 1 }],
  client: { id: 7, name: 'Иван Тестов', phone: '79990000003', email: 'ivan@example.test' },
  clientComment: null,
  employee: { id: 31, name: 'Анна Мастерова' },
  source: 100,
  isOnline: true,
  extraFields: [
    { code: 'card', name: 'Номер карты', value: 'A-17' },
    { code: 'visits', name: 'Визитов', value: 4 },
  ],
};

const canonical = {
  event: 'create',
  event_id: 'e-5610-000001',
  sent_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/),
  salon_id: 5610,
  salon_login: 'msc_example_salon',
  salon_name: 'Салон Пример',
  token: 'TEST-TOKEN-0001',
  record: {
    id: 880001,
    created_at: '2026-03-10T09:00:00+03:00',
    changed_at: '2026-03-10T09:00:00+03:00',
    start: '2026-03-14T12:00:00+03:00',
    duration: 60,
    name: 'Стрижка',
    status: 'new',
    sum: 2000,
    paid_sum: 0,
    payment_method: null,
    services: [{ service_id: 5, service_name: 'Стрижка', cost: 2000, count: 1 }],
    client: { id: 7, name: 'Иван Тестов', phone: '79990000003', email: 'ivan@example.test' },
    client_comment: null,
    employee: { id: 31, name: 'Анна Мастерова' },
    source: 100,
    is_online: true,
    extra_fields: [
      { code: 'card', name: 'Номер карты', value: 'A-17' },
      { code: 'visits', name: 'Визитов', value: 4 },
    ],
  },
};

/** The canonical body with other values in the record. */
const v1 = (record: Record<string, unknown>): unknown => ({
  ...canonical,
  sent_at: expect.anything(),
  record: { ...canonical.record, ...record },
});

export const json = 'application/json';
export const form = 'application/x-www-form-urlencoded';

/** What each name promises to look like on the wire. */
export const promises: Record<VariantName, (post: Received) => unknown> = {
  v1: (post) => {
    expect(post.headers['content-type']).toBe(json);
    expect(jsonOf(post)).toEqual(canonical);
  },
  aliases: (post) => {
    expect(jsonOf(post)).toEqual({
      action: 'record.created',
      event_id: 'e-5610-000001',
      salon: { id: '5610', login: 'msc_example_salon', name: 'Салон Пример' },
      access_token: 'TEST-TOKEN-0001',
      deal: {
        record_id: '880001',
        date_create: '2026-03-10 09:00:00',
        updated_at: '2026-03-10 09:00:00',
        start_at: '2026-03-14 12:00:00',
        duration: '60',
        title: 'Стрижка',
        status_code: 'new',
        total: '2 000,00 ₽',
        paid_sum: '0,00 ₽',
        services: { '0': { id: '5', title: 'Стрижка', price: '2 000,00 ₽', quantity: '1' } },
        customer: { id: '7', name: 'Иван Тестов', tel: '8 (999) 000-00-03', email: 'ivan@example.test' },
        master: { id: '31', name: 'Анна Мастерова' },
        source_id: '100',
        online: '1',
        custom_fields: { card: 'A-17', visits: 4 },
      },
    });
  },
  flat: (post) => {
    expect(jsonOf(post)).toEqual({
      event_type: 'create',
      id: '880001',
      company_id: '5610',
      login: 'msc_example_salon',
      api_token: 'TEST-TOKEN-0001',
      created: '2026-03-10 09:00:00',
      changed: '2026-03-10 09:00:00',
      date: '2026-03-14 12:00:00',
      duration: '60',
      title: 'Стрижка',
      status: 'new',
      sum: '2 000,00 ₽',
      paid_sum: '0,00 ₽',
      client_id: '7',
      client_name: 'Иван Тестов',
      phone: '8-9990000003, 79990000000',
      email: 'ivan@example.test',
      employee_id: '31',
      employee_name: 'Анна Мастерова',
      source: '100',
      is_online: '1',
    });
  },
  yclients: (post) => {
    expect(jsonOf(post)).toEqual({
      company_id: 5610,
      resource: 'record',
      resource_id: 880001,
      status: 'create',
      data: {
        id: 880001,
        company_id: 5610,
        staff_id: 31,
        staff: { id: 31, name: 'Анна Мастерова' },
        services: [{ id: 5, title: 'Стрижка', cost: 2000 }],
        client: { id: 7, name: 'Иван Тестов', phone: '79990000003', email: 'ivan@example.test' },
        date: '2026-03-14 12:00:00',
        datetime: '2026-03-14T12:00:00+03:00',
        create_date: '2026-03-10T09:00:00+03:00',
        last_change_date: '2026-03-10T09:00:00+03:00',
        seance_length: 3600,
        online: true,
        visit_attendance: 0,
        attendance: 0,
        confirmed: 0,
        paid_full: 0,
        deleted: false,
        custom_fields: [],
      },
    });
  },
  amocrm: async (post) => {
    expect(post.headers['content-type']).toBe(form);
    expect(await pairsOf(post)).toEqual({
      'leads[add][0][id]': '880001',
      'leads[add][0][name]': 'Стрижка',
      'leads[add][0][status_id]': 'new',
      'leads[add][0][price]': '2000',
      'leads[add][0][date_create]': '1773122400',
      'leads[add][0][last_modified]': '1773122400',
      'account[subdomain]': 'msc_example_salon',
      'account[id]': '5610',
    });
  },
  timeplan: (post) => {
    expect(jsonOf(post)).toEqual({
      ClientId: 7,
      ClientName: 'Иван Тестов',
      ClientPhone: '9990000003',
      ClientEmail: 'ivan@example.test',
      CabinetName: 'Салон Пример',
      CabinetSubdomain: 'msc_example_salon',
      ServiceId: 5,
      ServiceName: 'Стрижка',
      Comment: '',
      BeginDateTimeLocal: '2026-03-14T12:00:00',
      DurationMinutes: 60,
      AttributesText: 'Номер карты: A-17; Визитов: 4',
      EventType: 'add',
      CreatedOnDateTimeUTC: '2026-03-10T06:00:00',
      Source: 'themself',
    });
  },
  form: async (post) => {
    expect(post.headers['content-type']).toBe(form);
    expect(post.body.toString('latin1')).toContain('record%5Bservices%5D%5B0%5D%5Bservice_id%5D=5');
    expect(await pairsOf(post)).toMatchObject({
      event: 'create',
      token: 'TEST-TOKEN-0001',
      'record[id]': '880001',
      'record[created_at]': '1773122400',
      'record[services][0][service_name]': 'Стрижка',
      'record[client][phone]': '+7 (999) 000-00-03',
      'record[is_online]': '1',
      'record[extra_fields][1][value]': '4',
    });
  },
  multipart: async (post) => {
    expect(post.headers['content-type']).toMatch(/^multipart\/form-data; boundary=\S+$/);
    expect(await pairsOf(post)).toMatchObject({
      salon_login: 'msc_example_salon',
      'record[start]': '14.03.2026 12:00:00',
      'record[client][name]': 'Иван Тестов',
      'record[client][phone]': '+79990000003',
      'record[services][0][cost]': '2000',
    });
  },
  jsonInForm: async (post) => {
    expect(post.headers['content-type']).toBe(form);
    const pairs = await pairsOf(post);
    expect(Object.keys(pairs)).toEqual(['data']);
    expect(JSON.parse(pairs['data'] ?? '')).toEqual(canonical);
  },
  gzip: (post) => {
    expect(post.headers['content-encoding']).toBe('gzip');
    expect(post.body.subarray(0, 2).toString('hex')).toBe('1f8b');
    expect(jsonOf(post)).toEqual(canonical);
  },
  wrongContentType: (post) => {
    expect(post.headers['content-type']).toBe(form);
    expect(jsonOf(post)).toEqual(canonical);
  },
  missingContentType: (post) => {
    expect(post.headers).not.toHaveProperty('content-type');
    expect(jsonOf(post)).toEqual(canonical);
  },
  formWrongContentType: async (post) => {
    expect(post.headers['content-type']).toBe('text/plain');
    expect(await pairsOf(post, form)).toMatchObject({ 'record[id]': '880001', 'record[sum]': '2000' });
  },
  local: (post) => {
    const stamp = '2026-03-10 09:00:00';
    expect(jsonOf(post)).toEqual(v1({ created_at: stamp, changed_at: stamp, start: '2026-03-14 12:00:00' }));
  },
  dots: (post) => {
    const stamp = '10.03.2026 09:00:00';
    expect(jsonOf(post)).toEqual(v1({ created_at: stamp, changed_at: stamp, start: '14.03.2026 12:00:00' }));
  },
  utc: (post) => {
    const stamp = '2026-03-10T06:00:00Z';
    expect(jsonOf(post)).toEqual(v1({ created_at: stamp, changed_at: stamp, start: '2026-03-14T09:00:00Z' }));
  },
  unix: (post) => {
    expect(jsonOf(post)).toEqual(v1({ created_at: 1773122400, changed_at: 1773122400, start: 1773478800 }));
  },
  unixMilliseconds: (post) => {
    const stamp = 1773122400000;
    expect(jsonOf(post)).toEqual(v1({ created_at: stamp, changed_at: stamp, start: 1773478800000 }));
  },
  unstamped: (post) => {
    const { changed_at: _changed, ...record } = canonical.record;
    expect(jsonOf(post)).toEqual({ ...canonical, record });
  },
  map: (post) => {
    const { services, extra_fields: fields } = canonical.record;
    expect(jsonOf(post)).toEqual(
      v1({ services: { '0': services[0] }, extra_fields: { '0': fields[0], '1': fields[1] } }),
    );
  },
  phpEmpties: (post) => {
    const stamp = '2026-03-10 09:00:00';
    expect(jsonOf(post)).toEqual(
      v1({
        created_at: stamp,
        changed_at: stamp,
        start: '2026-03-14 12:00:00',
        payment_method: '',
        client_comment: '',
      }),
    );
  },
  byteOrderMark: (post) => {
    expect(post.body.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(jsonOf(post)).toEqual(canonical);
  },
  windows1251: (post) => {
    expect(post.headers['content-type']).toBe('application/json; charset=windows-1251');
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(post.body)).toThrow(
      /not valid for encoding/,
    );
    expect(jsonOf(post)).toEqual(canonical);
  },
  tokenInHeader: (post) => {
    const { token: _token, ...body } = canonical;
    expect(post.headers.authorization).toBe('Bearer TEST-TOKEN-0001');
    expect(jsonOf(post)).toEqual(body);
  },
};
