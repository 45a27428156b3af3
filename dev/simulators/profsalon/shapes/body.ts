import type { Tree } from '../tree';
import type { Variant } from '../variants';
import type { Wording } from '../wording';
import { aliasedBody } from './aliases';
import { amocrmBody } from './amocrm';
import { flatBody } from './flat';
import type { Kind, Telling } from './telling';
import { timeplanBody } from './timeplan';
import { v1Body } from './v1';
import { yclientsBody } from './yclients';

/** The body that tells of these records; of several ones a list, where the envelope has no room for them. */
export function bodyOf(tellings: readonly Telling[], shape: Variant['shape'], wording: Wording): Tree {
  if (shape === 'amocrm') return amocrmBody(tellings, wording);
  const [first, ...others] = tellings.map((telling) => singleBody(telling, shape, wording));
  if (first === undefined) throw new RangeError('A body needs a record.');
  return others.length === 0 ? first : [first, ...others];
}

function singleBody(telling: Telling, shape: Exclude<Variant['shape'], 'amocrm'>, wording: Wording): Tree {
  switch (shape) {
    case 'v1':
      return v1Body(telling, wording);
    case 'aliases':
      return aliasedBody(telling, wording);
    case 'flat':
      return flatBody(telling, wording);
    case 'yclients':
      return yclientsBody(telling, wording);
    case 'timeplan':
      return timeplanBody(telling, wording);
  }
}

/** Whether the envelope can say it at all: timeplan has no word for a change. */
export function canTell({ shape }: Variant, kind: Kind): boolean {
  return shape !== 'timeplan' || kind !== 'update';
}

/** How many records one body can hold: any number in amoCRM's envelope and in plain JSON, else one. */
export function holdsSeveral({ shape, encoding }: Variant): boolean {
  return shape === 'amocrm' || encoding === 'json';
}
