import { z } from 'zod';
import { vendorRegistry } from '../../src/vendors/registry';
import type { Vendor } from '../../web/src/api/vendors';
import { rulesAt } from '../../web/src/settings/json-schema';
import { sectionsOf } from '../../web/src/settings/sections';
import { linesOf, mapOf } from '../../web/src/settings/status-map';
import { sameValues, settingsOf, valuesOf } from '../../web/src/settings/values';

/** A vendor as the API describes it to the cabinet. */
function described(name: 'medods' | 'profsalon'): Pick<Vendor, 'fields' | 'settingsSchema'> {
  const { fields, schema } = vendorRegistry[name];
  return {
    fields: fields.map(({ choices, ...field }) => ({
      ...field,
      ...(choices === undefined ? {} : { choices: [...choices] }),
    })),
    settingsSchema: z.record(z.string(), z.unknown()).parse(z.toJSONSchema(schema, { io: 'input' })),
  };
}

const medods = described('medods');
const profsalon = described('profsalon');

/** As the API answers them: defaults filled in, secrets null. */
const CLINIC = {
  uid: 'https://beta45.medods.ru/',
  identity: '11111111-2222-4333-8444-555555555555',
  secretKey: null,
  leads: { enabled: true, onlineSourceIds: [14, 2], fallback: { kind: 'campaign', campaignId: 'c1' } },
  deals: { enabled: false },
  visitDaysBack: 30,
  visitDaysAhead: 60,
  authorization: 'auto',
  responsible: 'doctor',
  statusMap: { vip: 'arrived' },
};
const SALON = {
  token: null,
  salonId: '5610',
  salonLogin: 'msc_example_salon',
  leads: {
    enabled: true,
    onlineSourceCodes: ['100', 'widget'],
    treatUnknownAsOnline: false,
    fallback: { kind: 'source', sourceId: 's1', siteId: 'w1' },
  },
  deals: { enabled: true, defaultFunnel: false },
  statusMap: { vip: { stage: 'came', reading: 'success' } },
};

describe('settings in a form', () => {
  it.each([
    ['medods', medods, CLINIC],
    ['profsalon', profsalon, SALON],
  ] as const)('of %s that are saved untouched mean what they meant', (name, vendor, saved) => {
    const { secretNames, schema } = vendorRegistry[name];
    const sent = settingsOf(vendor, valuesOf(vendor, saved), saved);
    for (const secret of secretNames) expect(sent[secret]).toBeUndefined();
    const plain = Object.fromEntries(Object.entries(saved).filter(([key]) => !secretNames.includes(key)));
    expect(schema.parse(sent)).toEqual(schema.parse(plain));
  });

  it('begin with the defaults of the vendor', () => {
    const values = valuesOf(medods, null);
    expect(values).toMatchObject({
      uid: '',
      'leads.enabled': false,
      visitDaysBack: 30,
      responsible: 'doctor',
    });
    expect(valuesOf(profsalon, null)).toMatchObject({ 'deals.defaultFunnel': true, salonId: '' });
    expect(settingsOf(medods, values, null)).not.toHaveProperty('uid');
  });

  it('send a secret only when one was typed', () => {
    const values = { ...valuesOf(medods, CLINIC), secretKey: 'invented-secret-0001' };
    expect(settingsOf(medods, values, CLINIC)['secretKey']).toBe('invented-secret-0001');
    expect(sameValues(values, valuesOf(medods, CLINIC))).toBe(false);
  });

  it('keep what no field shows', () => {
    const saved = { ...CLINIC, leads: { ...CLINIC.leads, later: 'kept' } };
    expect(settingsOf(medods, valuesOf(medods, saved), saved)).toMatchObject({ leads: { later: 'kept' } });
  });

  it('take chosen options as the numbers that the vendor counts with', () => {
    const values = { ...valuesOf(medods, CLINIC), 'leads.onlineSourceIds': ['1', '5'] };
    expect(settingsOf(medods, values, CLINIC)).toMatchObject({ leads: { onlineSourceIds: [1, 5] } });
  });

  it('leave out statuses that are not filled in yet', () => {
    const lines = [...linesOf({ vip: 'arrived' }), { id: 1, status: 'new', stage: '', reading: null }];
    expect(mapOf(lines, false)).toEqual({ vip: 'arrived' });
    expect(mapOf(linesOf(SALON.statusMap), true)).toEqual(SALON.statusMap);
  });

  it('know the bounds and the shape of each value from the schema', () => {
    expect(rulesAt(medods.settingsSchema, 'visitDaysBack')).toMatchObject({ minimum: 1, maximum: 365 });
    expect(rulesAt(medods.settingsSchema, 'leads.onlineSourceIds').numbers).toBe(true);
    expect(rulesAt(medods.settingsSchema, 'statusMap').mapsToObjects).toBe(false);
    expect(rulesAt(profsalon.settingsSchema, 'statusMap')).toMatchObject({
      mapsToObjects: true,
      readings: ['in_process', 'success', 'failed'],
    });
  });

  it.each([medods, profsalon])('are all drawn, each in one section', (vendor) => {
    const { access, leads, deals, advanced } = sectionsOf(vendor.fields);
    const drawn = [...access, ...leads, ...deals, ...advanced].map(({ path }) => path);
    expect(drawn.toSorted()).toEqual(vendor.fields.map(({ path }) => path).toSorted());
    expect(leads.map(({ path }) => path)).toContain('leads.enabled');
    expect(deals.map(({ path }) => path)).toContain('deals.enabled');
  });
});
