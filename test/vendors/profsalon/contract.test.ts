import { ProfsalonControl } from '../../../dev/simulators/profsalon/control-client';
import {
  type ProfsalonSimulator,
  startProfsalonSimulator,
} from '../../../dev/simulators/profsalon/simulator';
import { type ListeningApi, listenApi } from '../../system/listening-api';
import { createSalon, SALON_TOKEN } from '../../system/salon';
import type { TestSystem } from '../../system/system';
import { waitFor } from '../../system/wait-for';
import { describeVendor, type SentAccount } from '../contract';

const OTHER_TOKEN = 'TEST-TOKEN-0002';

let api: ListeningApi;
let simulator: ProfsalonSimulator;

async function start(system: TestSystem): Promise<() => Promise<void>> {
  api = await listenApi(system);
  simulator = await startProfsalonSimulator();
  return async () => {
    await simulator.stop();
    await api.close();
  };
}

async function account(system: TestSystem, records: number): Promise<SentAccount> {
  const salons = new ProfsalonControl(simulator.origin);
  const salon = await createSalon(system);
  const { salonId, login } = salon;
  const hook = salon.hookAt(api.origin);
  await salons.putSalon({
    salonId,
    salonLogin: login,
    token: SALON_TOKEN,
    webhookUrl: hook,
    data: { records },
    delivery: { retries: 20 },
  });
  const post = async (changedAt: string, name: string): Promise<void> => {
    const body = JSON.stringify(salon.body({ id: 77, changed_at: changedAt, name }));
    const { status } = await fetch(hook, { method: 'POST', body });
    if (status !== 200) throw new Error(`the door answered ${status}`);
  };
  const sendAll = async (): Promise<void> => {
    await salons.announce(salonId);
    await salons.settle(salonId);
  };
  return {
    connected: salon,
    externalIds: async () => (await salons.records(salonId)).map(({ id }) => String(id)),
    secrets: async () => {
      const people = (await salons.records(salonId)).flatMap(({ client }) => client ?? []);
      const personal = people.flatMap(({ phone, email, name }) => [phone, email, name]);
      const secret = new URL(hook).pathname.split('/').at(-1) ?? '';
      return [SALON_TOKEN, OTHER_TOKEN, secret, ...new Set(personal.filter((text) => text !== ''))];
    },
    spoilCredentials: async () => {
      await salon.saveSettings({}, OTHER_TOKEN);
    },
    sendAll,
    bringAll: async () => {
      await sendAll();
      await waitFor('nothing to be pending', async () =>
        (await salon.deliveries()).every(({ pending }) => !pending),
      );
    },
    sendFromTheFuture: async () => {
      await post('2099-01-01T00:00:00Z', 'Then');
      await post(new Date(Date.now() + 60_000).toISOString(), 'Now');
      return '77';
    },
  };
}

describeVendor({
  vendor: 'profsalon',
  settings: { salonId: '5610', salonLogin: 'msc_example_salon' },
  account,
  start,
  pulled: null,
  sent: { account, batch: 200 },
});
