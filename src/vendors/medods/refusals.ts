import { VendorError } from '../vendor-error';
import type { Entity } from './entities';

/**
 * Entities that the role turned out not to see. A refused one is asked for no more in the run; the
 * rest goes on. Appointments are the exception: without them there is nothing to read.
 */
export class Refusals {
  private readonly entities: Set<Entity>;

  constructor(known: readonly Entity[]) {
    this.entities = new Set(known);
  }

  has(entity: Entity): boolean {
    return this.entities.has(entity);
  }

  list(): Entity[] {
    return [...this.entities].sort();
  }

  /** Runs a request of an entity. Undefined when the role does not see it. */
  async guard<Result>(entity: Entity, request: () => Promise<Result>): Promise<Result | undefined> {
    if (this.entities.has(entity)) return undefined;
    try {
      return await request();
    } catch (error) {
      const refused =
        error instanceof VendorError && error.code === 'entity_refused' && error.entity === entity;
      if (!refused || entity === 'appointments') throw error;
      this.entities.add(entity);
      return undefined;
    }
  }
}
