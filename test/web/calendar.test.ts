import { dateIn, monthOf, shifted } from '../../web/src/components/calendar';
import { dayAndMonth, daysBetween, roubles } from '../../web/src/components/figures';

/** Spaces that do not break lines, as the language puts them into numbers, for comparing. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('days and amounts of the cabinet', () => {
  it('a day is that of the tenant and not of the browser', () => {
    const at = new Date('2026-03-31T22:30:00Z');
    expect(dateIn(at, 'Europe/Moscow')).toBe('2026-04-01');
    expect(dateIn(at, 'America/New_York')).toBe('2026-03-31');
  });

  it('days and months are counted across the ends of months and years', () => {
    expect(shifted('2026-01-01', -1)).toBe('2025-12-31');
    expect(shifted('2028-02-28', 1)).toBe('2028-02-29');
    expect(monthOf('2026-01-15', -1)).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(monthOf('2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  });

  it('an amount shows its kopecks where it has any', () => {
    expect(plain(roubles('1500.00', 'ru'))).toBe('1 500 ₽');
    expect(plain(roubles('1234567.50', 'ru'))).toBe('1 234 567,50 ₽');
  });

  it('a calendar date is the same day for everybody', () => {
    expect(plain(dayAndMonth('2026-11-22', 'ru'))).toBe('22 нояб.');
  });

  it('a deal closed within its first day took no whole day', () => {
    expect(daysBetween('2026-03-01T10:00:00Z', '2026-03-02T09:59:00Z')).toBe(0);
    expect(daysBetween('2026-03-01T10:00:00Z', '2026-03-04T10:00:00Z')).toBe(3);
  });
});
