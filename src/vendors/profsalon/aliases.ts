/**
 * Names under which a fact has been seen or is expected, in lower case; the first that is not empty
 * counts, and a dot leads into an object. ProfSalon publishes no description of its body, so these
 * tables are what to extend when a real one is seen: the vendor document, sections 4.2 and 4.3.
 */

/** Of the whole body. */
export const envelopeNames = {
  event: ['event', 'event_type', 'action', 'eventtype'],
  salonId: ['salon_id', 'company_id', 'salon.id', 'account.id'],
  salonLogin: ['salon_login', 'login', 'salon.login', 'account.subdomain', 'cabinetsubdomain'],
  salonName: ['salon_name', 'salon.name', 'cabinetname'],
  token: ['token', 'access_token', 'api_token'],
} as const;

/** Objects that are the record of a body, and maps event → index → record. */
export const recordContainers = ['record', 'deal', 'booking', 'lead', 'data'] as const;
export const indexedContainers = ['records', 'leads', 'deals', 'bookings'] as const;

/** A flat body is a record when it has an id and one of these. */
export const flatMarks = ['start', 'services', 'sum', 'status', 'date', 'datetime'] as const;

/** Of a record. */
export const recordNames = {
  id: ['id', 'record_id', 'deal_id', 'booking_id'],
  createdAt: ['created_at', 'created', 'create_date', 'date_create'],
  createdAtUtc: ['createdondatetimeutc'],
  changedAt: ['changed_at', 'changed', 'updated_at', 'last_change_date', 'last_modified', 'date_update'],
  start: ['start', 'start_at', 'datetime', 'date', 'begin', 'begindatetimelocal'],
  name: ['name', 'title'],
  status: ['status', 'status_code', 'status_id', 'state'],
  statusName: ['status_name'],
  attendance: ['attendance'],
  paidInFull: ['paid_full'],
  sum: ['sum', 'price', 'cost', 'total', 'total_sum', 'amount'],
  paidSum: ['paid_sum'],
  services: ['services', 'service'],
  serviceName: ['servicename'],
  client: ['client', 'customer', 'contact'],
  employee: ['employee', 'master', 'staff', 'user', 'responsible'],
  employees: ['employees'],
  online: ['is_online', 'online'],
  source: ['source', 'source_id'],
  extraFields: ['extra_fields', 'custom_fields', 'additional_fields'],
  attributesText: ['attributestext'],
  deleted: ['deleted'],
} as const;

/** Of the client's own object. */
export const clientNames = {
  id: ['id'],
  name: ['name'],
  phone: ['phone', 'tel', 'phone_number'],
  email: ['email'],
} as const;

/** Of a client without an object of their own. */
export const flatClientNames = {
  id: ['client_id', 'clientid'],
  name: ['client_name', 'clientname'],
  phone: ['client_phone', 'phone', 'clientphone'],
  email: ['client_email', 'email', 'clientemail'],
} as const;

export const employeeNames = { id: ['id'], name: ['name'] } as const;

export const flatEmployeeNames = { id: ['employee_id', 'staff_id'], name: ['employee_name'] } as const;

export const serviceNames = {
  name: ['service_name', 'title', 'name'],
  cost: ['cost', 'price', 'sum'],
  count: ['count', 'amount', 'quantity'],
} as const;

export const extraFieldNames = { code: ['code', 'id'], name: ['name', 'title'], value: ['value'] } as const;

/** The last word of an event's name. */
export const eventWords: ReadonlyMap<string, 'create' | 'update' | 'delete'> = new Map([
  ['create', 'create'],
  ['created', 'create'],
  ['add', 'create'],
  ['new', 'create'],
  ['update', 'update'],
  ['updated', 'update'],
  ['change', 'update'],
  ['changed', 'update'],
  ['edit', 'update'],
  ['status', 'update'],
  ['responsible', 'update'],
  ['delete', 'delete'],
  ['deleted', 'delete'],
  ['remove', 'delete'],
]);

/** YCLIENTS tells by a number whether the client came. */
export const statusOfAttendance: ReadonlyMap<string, string> = new Map([
  ['2', 'confirmed'],
  ['1', 'came'],
  ['0', 'new'],
  ['-1', 'no_show'],
]);

/** Words of `source` that tell who made the booking; timeplan's. */
export const onlineOfSourceWord: ReadonlyMap<string, boolean> = new Map([
  ['themself', true],
  ['admin', false],
]);
