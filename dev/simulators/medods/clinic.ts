import { ControlError } from '../shared/control-error';
import type { ClinicChange, ClinicDefinition, ClinicSettings } from './clinic-definition';
import { stampOf } from './clock';
import type { DataOptions } from './data-options';
import { appointmentTypes } from './dictionaries';
import { FaultSet } from './fault-set';
import { generateRows } from './generator';
import { Journal } from './journal';
import type { KeptClinic } from './kept-clinics';
import type { Mutation } from './mutations';
import { blankAppointment, blankClient, blankOrder, blankUser, type Surroundings } from './row-templates';
import { type Entity, type Row, rowSchema } from './rows';
import { Table } from './table';

/** One clinic: settings, rows, faults, journal. */
export class Clinic {
  readonly host: string;
  readonly data: DataOptions;
  readonly tables: Readonly<Record<Entity, Table>>;
  readonly faults = new FaultSet();
  readonly journal: Journal;
  #settings: ClinicSettings;

  /** `kept` is the clinic as it was left; without it the rows are made as the definition says. */
  constructor(
    { host, data, ...settings }: ClinicDefinition,
    journalLimit: number,
    kept?: Pick<KeptClinic, 'rows' | 'nextIds'>,
  ) {
    this.host = host;
    this.data = data;
    this.#settings = settings;
    this.journal = new Journal(journalLimit);
    const rows = kept?.rows ?? generateRows(data);
    const table = (entity: Entity) => new Table(rows[entity], kept?.nextIds[entity]);
    this.tables = {
      appointments: table('appointments'),
      appointmentTypes: table('appointmentTypes'),
      appointmentSources: table('appointmentSources'),
      clients: table('clients'),
      orders: table('orders'),
      users: table('users'),
      clinics: table('clinics'),
    };
  }

  get settings(): ClinicSettings {
    return this.#settings;
  }

  change(change: ClinicChange): void {
    const { settings } = this;
    this.#settings = {
      identity: change.identity ?? settings.identity,
      secretKey: change.secretKey ?? settings.secretKey,
      role: change.role ?? settings.role,
      authorization: change.authorization ?? settings.authorization,
      clockOffsetSeconds: change.clockOffsetSeconds ?? settings.clockOffsetSeconds,
    };
  }

  counts(): Record<Entity, number> {
    return this.#ofEachTable(({ size }) => size);
  }

  /** All that the next process needs to go on with this clinic. */
  kept(): Omit<KeptClinic, 'life'> {
    return {
      definition: { host: this.host, data: this.data, ...this.#settings },
      rows: this.#ofEachTable(({ rows }) => [...rows]),
      nextIds: this.#ofEachTable(({ nextId }) => nextId),
    };
  }

  #ofEachTable<Value>(take: (table: Table) => Value): Record<Entity, Value> {
    const { tables } = this;
    return {
      appointments: take(tables.appointments),
      appointmentTypes: take(tables.appointmentTypes),
      appointmentSources: take(tables.appointmentSources),
      clients: take(tables.clients),
      orders: take(tables.orders),
      users: take(tables.users),
      clinics: take(tables.clinics),
    };
  }

  /** Returns the row as it is afterwards, or as it was before it was removed. Throws a ControlError. */
  mutate(mutation: Mutation): Row {
    const table = this.tables[mutation.entity];
    switch (mutation.op) {
      case 'insert': {
        const row = rowSchema.parse({ ...this.#blank(mutation.entity, table.nextId), ...mutation.row });
        if (table.get(row.id) !== undefined) {
          throw new ControlError(`${mutation.entity} already has the id ${row.id}. Patch that row instead.`);
        }
        table.put(row);
        return row;
      }
      case 'patch': {
        const present = this.#existing(mutation);
        const touched = mutation.entity === 'appointments' ? { updatedAt: stampOf(Date.now()) } : {};
        const row = rowSchema.parse({ ...present, ...touched, ...mutation.set, id: present.id });
        for (const field of mutation.unset) if (field !== 'id') delete row[field];
        table.put(row);
        return row;
      }
      case 'remove': {
        const row = this.#existing(mutation);
        table.remove(row.id);
        return row;
      }
    }
  }

  #existing({ entity, id }: { entity: Entity; id: number }): Row {
    const row = this.tables[entity].get(id);
    if (row === undefined) throw new ControlError(`${entity} of ${this.host} has no row ${id}.`);
    return row;
  }

  #blank(entity: Entity, id: number): Row {
    switch (entity) {
      case 'appointments':
        return blankAppointment(id, this.surroundings());
      case 'clients':
        return blankClient(id);
      case 'orders':
        return blankOrder(id, this.surroundings());
      case 'users':
        return blankUser(id, this.surroundings().clinicId);
      case 'appointmentTypes':
      case 'appointmentSources':
      case 'clinics':
        return { id, title: `Новая строка ${id}` };
    }
  }

  /** Defaults for a new row: the first of everything, and the online source. */
  surroundings(): Surroundings {
    const first = (entity: Entity): number => this.tables[entity].rows[0]?.id ?? 1;
    return {
      now: Date.now(),
      clientId: first('clients'),
      userId: first('users'),
      clinicId: first('clinics'),
      sourceId: this.data.onlineSourceId,
      type: appointmentTypes[0] ?? { id: 1, title: 'Первичный' },
    };
  }
}
