import { type ControlHandler, controlHandler } from '../shared/control-endpoint';
import type { Clinic } from './clinic';
import type { Clinics } from './clinics';
import { type CommandName, commands } from './control';

/** A handler for every command over the given clinics. */
export function controlHandlers(clinics: Clinics): Record<CommandName, ControlHandler> {
  return {
    putClinic: controlHandler(commands.putClinic, (definition) => summary(clinics.put(definition))),
    removeClinic: controlHandler(commands.removeClinic, ({ host }) => {
      clinics.remove(host);
      return {};
    }),
    changeClinic: controlHandler(commands.changeClinic, ({ host, change }) =>
      summary(clinics.change(host, change)),
    ),
    listClinics: controlHandler(commands.listClinics, () => ({ clinics: clinics.all().map(summary) })),
    rows: controlHandler(commands.rows, ({ host, entity }) => ({
      rows: [...clinics.get(host).tables[entity].rows],
    })),
    mutate: controlHandler(commands.mutate, ({ host, mutations }) => ({
      rows: clinics.mutate(host, mutations),
    })),
    setFaults: controlHandler(commands.setFaults, ({ host, faults }) => {
      clinics.get(host).faults.replace(faults);
      return {};
    }),
    listFaults: controlHandler(commands.listFaults, ({ host }) => ({
      faults: clinics.get(host).faults.reports(),
    })),
    journal: controlHandler(commands.journal, ({ host, reset }) => {
      const { journal } = clinics.get(host);
      const report = journal.report();
      if (reset) journal.reset();
      return report;
    }),
    tickLife: controlHandler(commands.tickLife, ({ host, events }) => ({
      events: clinics.live(host, events),
    })),
    startLife: controlHandler(commands.startLife, ({ host, everyMilliseconds, maximumEvents }) => {
      clinics.startLife(host, everyMilliseconds, maximumEvents);
      return {};
    }),
    stopLife: controlHandler(commands.stopLife, ({ host }) => ({ events: clinics.stopLife(host) })),
  };
}

function summary(clinic: Clinic): { host: string; counts: ReturnType<Clinic['counts']> } {
  return { host: clinic.host, counts: clinic.counts() };
}
