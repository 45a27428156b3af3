import { positionSchema } from '../../../src/vendors/medods/position';
import { signToken } from '../../../src/vendors/medods/token';
import { createClinic, IDENTITY, SECRET_KEY } from '../../system/clinic';
import type { TestSystem } from '../../system/system';
import { waitFor } from '../../system/wait-for';
import { describeVendor, type PulledAccount } from '../contract';

const OTHER_SECRET = 'fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210';
const SECOND_PAGE = 'dateStart.*limit=100&offset=99';

async function account(system: TestSystem, records: number): Promise<PulledAccount> {
  const clinic = await createClinic(system, {
    appointments: records,
    daysBack: 20,
    daysAhead: 0,
    clients: 20,
    shareWithOrders: 0.05,
  });
  return {
    clinic,
    connected: clinic,
    externalIds: async () =>
      (await system.medods.rows(clinic.host, 'appointments')).map(({ id }) => String(id)),
    secrets: async () => {
      const people = await system.medods.rows(clinic.host, 'clients');
      const phones = people.map(({ phone }) => String(phone)).filter((phone) => phone.length === 11);
      const token = signToken(IDENTITY, SECRET_KEY, 0).split('.')[0] ?? '';
      return [IDENTITY, SECRET_KEY, OTHER_SECRET, token, ...phones];
    },
    spoilCredentials: async () => {
      await clinic.saveSettings({}, OTHER_SECRET);
    },
    // Beside one that the activation began it would be skipped.
    bringAll: async () => {
      await waitFor('a pull to succeed', async () => (await clinic.pull()).state === 'succeeded');
    },
  };
}

describeVendor({
  vendor: 'medods',
  settings: { uid: 'https://clinic-1.medods.ru/', identity: IDENTITY },
  account,
  sent: null,
  pulled: {
    account,
    page: 100,
    exactPages: 300,
    holdSecondPage: async (system, { clinic }) => {
      await system.medods.setFaults(clinic.host, {
        path: SECOND_PAGE,
        effect: { kind: 'status', status: 429, retryAfter: { seconds: 900 } },
      });
      return { release: () => system.medods.setFaults(clinic.host) };
    },
    pagesAsked: async (system, { clinic }) => {
      const { requests } = await system.medods.takeJournal(clinic.host);
      return requests.filter(({ path }) => /\/appointments\?.*limit=100/.test(path)).length;
    },
    beyondTheEnd: (position) => {
      const parsed = positionSchema.parse(position);
      return { ...parsed, list: { ...parsed.list, offset: 90_000, distinct: 90_000, lastId: '1' } };
    },
  },
});
