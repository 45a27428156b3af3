import { join } from 'node:path';
import { demoClinic, openClinic } from '../../../../dev/demo-clinic';
import { type Child, startChild } from '../../../../dev/processes/child';
import { MedodsControl } from '../../../../dev/simulators/medods/control-client';
import { entities } from '../../../../dev/simulators/medods/rows';
import { freePorts } from '../../../../dev/stack/ports';
import { waitFor } from '../../../system/wait-for';
import { inFolder } from '../../conditions';

const ROOT = join(__dirname, '..', '..', '..', '..');
const { host } = demoClinic;

/** The simulator's own program, as the local stack starts it, on one file however often it is killed. */
async function inSimulators(
  use: (next: () => Promise<{ control: MedodsControl; child: Child }>) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const started: Child[] = [];
    const next = async () => {
      const [port = 0] = await freePorts(1);
      const child = await startChild({
        command: process.execPath,
        args: ['--import', 'tsx', join(ROOT, 'dev', 'simulators', 'medods', 'main.ts')],
        environment: {
          ...process.env,
          SIMULATOR_PORT: String(port),
          SIMULATOR_KEEP_FILE: join(folder, 'clinics.json'),
        },
        output: { kind: 'file', path: join(folder, 'log') },
        folder: ROOT,
      });
      started.push(child);
      const control = new MedodsControl(`http://127.0.0.1:${port}`);
      await waitFor('the simulator to answer', () => control.listClinics().catch(() => null));
      return { control, child };
    };
    try {
      await use(next);
    } finally {
      await Promise.all(started.map((child) => child.kill()));
    }
  });
}

async function everyRow(control: MedodsControl) {
  return Promise.all(entities.map((entity) => control.rows(host, entity)));
}

/** Who has which appointment. */
async function bookings(control: MedodsControl): Promise<Map<number, unknown>> {
  const rows = await control.rows(host, 'appointments');
  return new Map(rows.map(({ id, clientId }) => [id, clientId]));
}

test('a simulator that is killed and started again plays the clinic of the demo as it was, and it lives on', () =>
  inSimulators(async (next) => {
    const first = await next();
    expect(await first.control.listClinics()).toEqual([]);
    await openClinic(first.control, demoClinic);
    const [gone] = (await first.control.tickLife(host, 30)).filter(({ kind }) => kind === 'booked').slice(-1);
    expect(gone).toBeDefined();
    await first.control.mutate(host, {
      op: 'remove',
      entity: 'appointments',
      id: gone?.appointmentId ?? 0,
    });
    const before = await everyRow(first.control);
    await first.child.kill();

    const second = await next();
    expect(await everyRow(second.control)).toEqual(before);
    await second.control.startLife(host, { everyMilliseconds: 20 });
    const booked = await bookings(second.control);
    await waitFor('a booking', async () => (await bookings(second.control)).size > booked.size);
    await second.child.kill();

    const third = await next();
    const known = await bookings(third.control);
    await waitFor('life to go on', async () => (await bookings(third.control)).size > known.size);
    const now = await bookings(third.control);
    for (const [id, person] of booked) expect(now.get(id)).toBe(person);
    expect(now.has(gone?.appointmentId ?? 0)).toBe(false);
  }));

test('a demo that is started again finds every booking, and after weeks new visits under new numbers', () =>
  inSimulators(async (next) => {
    const { control } = await next();
    await openClinic(control, demoClinic);
    await control.tickLife(host, 20);
    await control.stopLife(host);
    const left = await everyRow(control);
    await openClinic(control, demoClinic);
    await control.stopLife(host);
    expect(await everyRow(control)).toEqual(left);

    const longAgo = new Date(Date.now() - 40 * 86_400_000);
    await control.removeClinic(host);
    await openClinic(control, demoClinic, longAgo);
    await control.stopLife(host);
    const before = await bookings(control);
    await openClinic(control, demoClinic);
    await control.stopLife(host);

    const after = await bookings(control);
    for (const [id, person] of before) expect(after.get(id)).toBe(person);
    const ids = [...after.keys()].filter((id) => !before.has(id));
    expect(Math.min(...ids)).toBeGreaterThan(Math.max(...before.keys()));
    const today = new Date().toISOString().slice(0, 10);
    const rows = await control.rows(host, 'appointments');
    expect(rows.filter(({ date }) => String(date) > today).length).toBeGreaterThan(20);
  }));
