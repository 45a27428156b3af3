import type { z } from 'zod';
import { ProfsalonControl } from '../../../../dev/simulators/profsalon/control-client';
import type { salonDefinitionSchema } from '../../../../dev/simulators/profsalon/salon-definition';
import { startProfsalonSimulator } from '../../../../dev/simulators/profsalon/simulator';
import { type Receiver, startReceiver } from './receiver';

export const salonId = 5610;

export interface Scene {
  control: ProfsalonControl;
  receiver: Receiver;
}

type Definition = z.input<typeof salonDefinitionSchema>;

/** The invented salon of the vendor contract's examples. */
export const salon = {
  salonId,
  salonLogin: 'msc_example_salon',
  salonName: 'Салон Пример',
  token: 'TEST-TOKEN-0001',
} as const;

/** One salon without records, one receiver, and what happens between them. */
export async function withSalon(
  definition: Partial<Definition>,
  act: (scene: Scene) => Promise<void>,
  answer?: Parameters<typeof startReceiver>[0],
): Promise<void> {
  const receiver = await startReceiver(answer);
  const simulator = await startProfsalonSimulator();
  try {
    const control = new ProfsalonControl(simulator.origin);
    await control.putSalon({ ...salon, webhookUrl: receiver.url, data: { records: 0 }, ...definition });
    await act({ control, receiver });
  } finally {
    await simulator.stop();
    await receiver.stop();
  }
}
