import { type ControlHandler, controlHandler } from '../shared/control-endpoint';
import { ControlError } from '../shared/control-error';
import { type CommandAnswer, type CommandName, commands } from './control';
import type { Salon } from './salon';
import type { Salons } from './salons';

/** A handler for every command over the given salons. */
export function controlHandlers(salons: Salons): Record<CommandName, ControlHandler> {
  return {
    putSalon: controlHandler(commands.putSalon, (definition) => summary(salons.put(definition))),
    removeSalon: controlHandler(commands.removeSalon, ({ salonId }) => {
      salons.remove(salonId);
      return {};
    }),
    changeSalon: controlHandler(commands.changeSalon, ({ salonId, change }) => {
      const salon = salons.get(salonId);
      salon.changeSettings(change);
      return summary(salon);
    }),
    listSalons: controlHandler(commands.listSalons, () => ({ salons: salons.all().map(summary) })),
    records: controlHandler(commands.records, ({ salonId }) => ({ records: salons.get(salonId).bookings() })),
    book: controlHandler(commands.book, ({ salonId, count, set, ...choice }) => ({
      records: salons.get(salonId).book(count, set, choice),
    })),
    change: controlHandler(commands.change, ({ salonId, recordId, set, ...choice }) => ({
      record: salons.get(salonId).change(recordId, set, choice),
    })),
    cancel: controlHandler(commands.cancel, ({ salonId, recordId, ...choice }) => ({
      record: salons.get(salonId).change(recordId, { status: 'canceled' }, choice),
    })),
    delete: controlHandler(commands.delete, ({ salonId, recordId, ...choice }) => ({
      record: salons.get(salonId).delete(recordId, choice),
    })),
    announce: controlHandler(commands.announce, ({ salonId, ...choice }) => ({
      announced: salons.get(salonId).announce(choice),
    })),
    journal: controlHandler(commands.journal, ({ salonId, reset }) => {
      const salon = salons.get(salonId);
      const report = salon.journal();
      if (reset) salon.resetJournal();
      return report;
    }),
    settle: controlHandler(commands.settle, async ({ salonId, withinMilliseconds }) => {
      await settled(salons.get(salonId), withinMilliseconds);
      return {};
    }),
    tickLife: controlHandler(commands.tickLife, ({ salonId, events }) => ({
      events: salons.live(salonId, events),
    })),
    startLife: controlHandler(commands.startLife, ({ salonId, everyMilliseconds, maximumEvents }) => {
      salons.startLife(salonId, everyMilliseconds, maximumEvents);
      return {};
    }),
    stopLife: controlHandler(commands.stopLife, ({ salonId }) => ({ events: salons.stopLife(salonId) })),
  };
}

function summary(salon: Salon): CommandAnswer<'putSalon'> {
  const { salonId, salonName, waiting } = salon;
  return { salonId, salonName, waiting, records: salon.bookings().length };
}

async function settled(salon: Salon, withinMilliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new ControlError(
          `${salon.waiting} posts of salon ${salon.salonId} are still waiting after ${withinMilliseconds} ms. See whether its receiver answers, or give it longer.`,
        ),
      );
    }, withinMilliseconds);
  });
  try {
    await Promise.race([salon.settled(), late]);
    if (salon.waiting > 0)
      throw new ControlError(`Salon ${salon.salonId} was removed before its posts ended.`);
  } finally {
    clearTimeout(timer);
  }
}
