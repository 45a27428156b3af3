import type { ContentEffect, DeliveryEffect, Fault, FaultReport, InsteadEffect } from './faults';
import type { Entity } from './rows';

/** What the active faults do to one request. `occurrence` counts from 1 within its fault. */
export interface Misbehaviour {
  instead: InsteadEffect | undefined;
  content: readonly { effect: ContentEffect; occurrence: number }[];
  delivery: readonly DeliveryEffect[];
}

interface ActiveFault {
  fault: Fault;
  path: RegExp | undefined;
  until: number;
  matched: number;
  acted: number;
}

const nothing: Misbehaviour = { instead: undefined, content: [], delivery: [] };

/** The faults of one clinic with their counters. */
export class FaultSet {
  #active: ActiveFault[] = [];

  /** Replaces all faults; counters start anew. */
  replace(faults: readonly Fault[]): void {
    this.#active = [];
    for (const fault of faults) this.add(fault);
  }

  add(fault: Fault): void {
    this.#active.push({
      fault,
      path: fault.path === undefined ? undefined : new RegExp(fault.path),
      until:
        fault.forMilliseconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + fault.forMilliseconds,
      matched: 0,
      acted: 0,
    });
  }

  reports(): FaultReport[] {
    return this.#active.map(({ fault, matched, acted }) => ({ fault, matched, acted }));
  }

  /** Counts the request on every fault that matches it. Of several replacing effects the first one wins. */
  apply(entity: Entity | undefined, pathWithQuery: string): Misbehaviour {
    if (this.#active.length === 0) return nothing;
    const content: { effect: ContentEffect; occurrence: number }[] = [];
    const delivery: DeliveryEffect[] = [];
    let instead: InsteadEffect | undefined;
    for (const active of this.#active) {
      if (!acts(active, entity, pathWithQuery)) continue;
      const { effect } = active.fault;
      switch (effect.kind) {
        case 'status':
        case 'html':
        case 'errorsKey':
        case 'redirect':
        case 'neverAnswer':
          instead ??= effect;
          break;
        case 'repeatedPage':
        case 'shrinkingTotal':
        case 'empty':
        case 'mutate':
        case 'moveRow':
        case 'alterRows':
        case 'ignoreParameters':
          content.push({ effect, occurrence: active.acted });
          break;
        case 'slow':
        case 'cutBody':
        case 'brokenJson':
        case 'gzip':
        case 'oversizedBody':
          delivery.push(effect);
          break;
        default:
          effect satisfies never;
      }
    }
    return { instead, content, delivery };
  }
}

function acts(active: ActiveFault, entity: Entity | undefined, pathWithQuery: string): boolean {
  const { fault } = active;
  if (fault.entity !== undefined && fault.entity !== entity) return false;
  if (active.path !== undefined && !active.path.test(pathWithQuery)) return false;
  active.matched += 1;
  const isDue = active.matched > fault.after && active.acted < (fault.times ?? Number.POSITIVE_INFINITY);
  if (!isDue || Date.now() >= active.until) return false;
  active.acted += 1;
  return true;
}
