import type { Tree } from './tree';
import type { Variant } from './variants';

/** Writes values the way a variant wants them. */
export interface Wording {
  /** From an instant as it is kept to whatever the variant calls a stamp. */
  stamp(instant: string): string | number;
  /** Local time without an offset, in the form that one envelope prescribes. */
  localStamp(instant: string): string;
  id(id: number): string | number;
  count(count: number): string | number;
  money(roubles: number): string | number;
  flag(flag: boolean): string | boolean;
  /** From 11 digits, or empty for nobody's. */
  phone(digits: string): string;
  /** A text, or what stands for none. */
  text(text: string | null): string | null;
  /** What stands for an object that is not there. */
  noObject(): Tree;
  list(items: readonly Tree[]): Tree;
}

const anotherPhone = '79990000000';

/** The words of a variant, for a salon so many minutes ahead of UTC. */
export function wordingOf(variant: Variant, utcOffsetMinutes: number): Wording {
  const asText = variant.numbers === 'text';
  const local = (instant: string): string =>
    new Date(Date.parse(instant) + utcOffsetMinutes * 60_000).toISOString().slice(0, 19);
  const number = (value: number): string | number => (asText ? String(value) : value);
  return {
    stamp: (instant) => {
      switch (variant.stamps) {
        case 'offset':
        case 'none':
          return `${local(instant)}${offsetText(utcOffsetMinutes)}`;
        case 'utc':
          return instant;
        case 'local':
          return local(instant).replace('T', ' ');
        case 'dots': {
          const [date = '', time = ''] = local(instant).split('T');
          return `${date.split('-').reverse().join('.')} ${time}`;
        }
        case 'unix':
          return Date.parse(instant) / 1000;
        case 'unixMilliseconds':
          return Date.parse(instant);
      }
    },
    localStamp: local,
    id: number,
    count: number,
    money: (roubles) => (asText ? `${groupThousands(roubles)} ₽` : roubles),
    flag: (flag) => (asText ? (flag ? '1' : '0') : flag),
    phone: (digits) => (digits === '' ? '' : writePhone(digits, variant.phones)),
    text: (text) => text ?? (variant.empties === 'php' ? '' : null),
    noObject: () => (variant.empties === 'php' ? [] : null),
    list: (items) =>
      variant.lists === 'map' && items.length > 0
        ? Object.fromEntries(items.map((item, index) => [String(index), item]))
        : [...items],
  };
}

function offsetText(minutes: number): string {
  const absolute = Math.abs(minutes);
  const [hours, rest] = [Math.floor(absolute / 60), absolute % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}

/** `2 500,00`: a space before each three digits and a comma. */
function groupThousands(roubles: number): string {
  const [whole = '', fraction] = roubles.toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ' ')},${fraction}`;
}

function writePhone(digits: string, style: Variant['phones']): string {
  const national = digits.slice(1);
  const grouped = national.replace(/^(\d{3})(\d{3})(\d{2})(\d{2})$/, '($1) $2-$3-$4');
  switch (style) {
    case 'digits':
      return digits;
    case 'plus':
      return `+${digits}`;
    case 'eight':
      return `8 ${grouped}`;
    case 'spaced':
      return `+7 ${grouped}`;
    case 'ten':
      return national;
    case 'several':
      return `8-${national}, ${anotherPhone}`;
  }
}
