import { sendControl } from '../shared/control-request';
import type { ClinicChange } from './clinic-definition';
import {
  type CommandAnswer,
  type CommandBody,
  type CommandName,
  commands,
  type FaultBody,
  type MutationBody,
} from './control';
import type { Entity, Row } from './rows';

/**
 * Commands to a running simulator. Every method throws an Error with the simulator's sentence when the
 * command is wrong.
 */
export class MedodsControl {
  readonly #origin: string;

  /** `origin` is the simulator's own, such as `http://127.0.0.1:4010`. */
  constructor(origin: string) {
    this.#origin = origin;
  }

  async putClinic(definition: CommandBody<'putClinic'>): Promise<CommandAnswer<'putClinic'>> {
    return commands.putClinic.output.parse(await this.#send('putClinic', definition));
  }

  async removeClinic(host: string): Promise<void> {
    await this.#send('removeClinic', { host });
  }

  async changeClinic(host: string, change: ClinicChange): Promise<CommandAnswer<'changeClinic'>> {
    return commands.changeClinic.output.parse(await this.#send('changeClinic', { host, change }));
  }

  async listClinics(): Promise<CommandAnswer<'listClinics'>['clinics']> {
    return commands.listClinics.output.parse(await this.#send('listClinics', {})).clinics;
  }

  /** Every row as it is stored, ascending by id: the truth to compare a pull with. */
  async rows(host: string, entity: Entity): Promise<Row[]> {
    return commands.rows.output.parse(await this.#send('rows', { host, entity })).rows;
  }

  /** The changed rows, in the order of the mutations. */
  async mutate(host: string, ...mutations: MutationBody[]): Promise<Row[]> {
    return commands.mutate.output.parse(await this.#send('mutate', { host, mutations })).rows;
  }

  /** Replaces the clinic's faults; called without faults it heals the clinic. */
  async setFaults(host: string, ...faults: FaultBody[]): Promise<void> {
    await this.#send('setFaults', { host, faults });
  }

  /** How often each fault matched a request and acted. */
  async faults(host: string): Promise<CommandAnswer<'listFaults'>['faults']> {
    return commands.listFaults.output.parse(await this.#send('listFaults', { host })).faults;
  }

  async journal(host: string): Promise<CommandAnswer<'journal'>> {
    return commands.journal.output.parse(await this.#send('journal', { host }));
  }

  /** Reads the journal and empties it. */
  async takeJournal(host: string): Promise<CommandAnswer<'journal'>> {
    return commands.journal.output.parse(await this.#send('journal', { host, reset: true }));
  }

  async tickLife(host: string, events = 1): Promise<CommandAnswer<'tickLife'>['events']> {
    return commands.tickLife.output.parse(await this.#send('tickLife', { host, events })).events;
  }

  async startLife(host: string, pace: Omit<CommandBody<'startLife'>, 'host'>): Promise<void> {
    await this.#send('startLife', { host, ...pace });
  }

  /** How many events there were since life was started. */
  async stopLife(host: string): Promise<number> {
    return commands.stopLife.output.parse(await this.#send('stopLife', { host })).events;
  }

  async #send<Name extends CommandName>(name: Name, body: CommandBody<Name>): Promise<unknown> {
    return await sendControl(this.#origin, name, body);
  }
}
