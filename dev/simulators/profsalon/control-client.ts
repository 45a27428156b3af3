import { sendControl } from '../shared/control-request';
import type { Booking, BookingFields } from './bookings';
import { type CommandAnswer, type CommandBody, type CommandName, commands } from './control';

/** How the posts of one command differ from the salon's settings; defaults may be left out. */
type Choice = Pick<CommandBody<'announce'>, 'variant' | 'damage'>;

/**
 * Commands to a running simulator. Every method throws an Error with the simulator's sentence when the
 * command is wrong.
 */
export class ProfsalonControl {
  readonly #origin: string;

  /** `origin` is the simulator's own, such as `http://127.0.0.1:4011`. */
  constructor(origin: string) {
    this.#origin = origin;
  }

  async putSalon(definition: CommandBody<'putSalon'>): Promise<CommandAnswer<'putSalon'>> {
    return commands.putSalon.output.parse(await this.#send('putSalon', definition));
  }

  /** Its posts end unanswered. */
  async removeSalon(salonId: number): Promise<void> {
    await this.#send('removeSalon', { salonId });
  }

  async changeSalon(
    salonId: number,
    change: CommandBody<'changeSalon'>['change'],
  ): Promise<CommandAnswer<'changeSalon'>> {
    return commands.changeSalon.output.parse(await this.#send('changeSalon', { salonId, change }));
  }

  /** The receiver learns the name from the next post. */
  async renameSalon(salonId: number, salonName: string): Promise<void> {
    await this.changeSalon(salonId, { salonName });
  }

  async listSalons(): Promise<CommandAnswer<'listSalons'>['salons']> {
    return commands.listSalons.output.parse(await this.#send('listSalons', {})).salons;
  }

  /** Every record as it stands, ascending by id. */
  async records(salonId: number): Promise<Booking[]> {
    return commands.records.output.parse(await this.#send('records', { salonId })).records;
  }

  /** The new records, in the order of their ids. */
  async book(
    salonId: number,
    wish: Omit<CommandBody<'book'>, 'salonId'> = {},
  ): Promise<CommandAnswer<'book'>['records']> {
    return commands.book.output.parse(await this.#send('book', { salonId, ...wish })).records;
  }

  async change(salonId: number, recordId: number, set: BookingFields, choice: Choice = {}): Promise<Booking> {
    const answer = await this.#send('change', { salonId, recordId, set, ...choice });
    return commands.change.output.parse(answer).record;
  }

  async cancel(salonId: number, recordId: number, choice: Choice = {}): Promise<Booking> {
    return commands.cancel.output.parse(await this.#send('cancel', { salonId, recordId, ...choice })).record;
  }

  async delete(salonId: number, recordId: number, choice: Choice = {}): Promise<Booking> {
    return commands.delete.output.parse(await this.#send('delete', { salonId, recordId, ...choice })).record;
  }

  /** How many records were posted. */
  async announce(salonId: number, choice: Choice = {}): Promise<number> {
    return commands.announce.output.parse(await this.#send('announce', { salonId, ...choice })).announced;
  }

  async journal(salonId: number): Promise<CommandAnswer<'journal'>> {
    return commands.journal.output.parse(await this.#send('journal', { salonId }));
  }

  /** Reads the journal and empties it. */
  async takeJournal(salonId: number): Promise<CommandAnswer<'journal'>> {
    return commands.journal.output.parse(await this.#send('journal', { salonId, reset: true }));
  }

  /** Waits until no post is waiting. Throws when it takes longer than `withinMilliseconds`, 30 s by default. */
  async settle(salonId: number, withinMilliseconds?: number): Promise<void> {
    await this.#send('settle', { salonId, withinMilliseconds });
  }

  async tickLife(salonId: number, events = 1): Promise<CommandAnswer<'tickLife'>['events']> {
    return commands.tickLife.output.parse(await this.#send('tickLife', { salonId, events })).events;
  }

  async startLife(salonId: number, pace: Omit<CommandBody<'startLife'>, 'salonId'>): Promise<void> {
    await this.#send('startLife', { salonId, ...pace });
  }

  /** How many events there were since life was started. */
  async stopLife(salonId: number): Promise<number> {
    return commands.stopLife.output.parse(await this.#send('stopLife', { salonId })).events;
  }

  async #send<Name extends CommandName>(name: Name, body: CommandBody<Name>): Promise<unknown> {
    return await sendControl(this.#origin, name, body);
  }
}
