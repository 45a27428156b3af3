import { parseSearch, stringifySearch } from '../../web/src/app/search-text';
import { dateIn, oneIn, textIn } from '../../web/src/app/search-values';
import { dealSearch, leadSearch } from '../../web/src/routes/raw/search';

describe('filters in addresses', () => {
  it('a phone number stays the text that was typed, its plus and its leading zeros included', () => {
    for (const q of ['+79990000139', '89990000139', '0139', '8 (999) 000-01-39', 'true', '1e5']) {
      expect(parseSearch(stringifySearch({ q }).slice(1))).toEqual({ q });
    }
  });

  it('what is not set leaves no trace in the address', () => {
    expect(stringifySearch({ from: undefined, q: '', stage: null })).toBe('');
    expect(stringifySearch({ state: 'success', q: undefined })).toBe('?state=success');
  });

  it('a date that is none counts as left out', () => {
    expect(dateIn({ from: '2026-03-01' }, 'from')).toEqual({ from: '2026-03-01' });
    for (const from of ['2026-13-01', '01.03.2026', 'yesterday', 20260301, undefined]) {
      expect(dateIn({ from }, 'from')).toEqual({});
    }
  });

  it('a value that is none of those offered counts as left out', () => {
    expect(oneIn({ state: 'success' }, 'state', ['success', 'failed'])).toEqual({ state: 'success' });
    expect(oneIn({ state: 'won' }, 'state', ['success', 'failed'])).toEqual({});
    expect(textIn({ q: ['a', 'b'] }, 'q')).toEqual({});
  });

  it('an address written by hand opens the raw data with the filters that make sense', () => {
    const typed = { from: '2026-01-01', to: 'soon', state: 'success', stage: 's1', other: 'x', q: 'Иванова' };
    expect(dealSearch(typed)).toEqual({ from: '2026-01-01', state: 'success', stage: 's1', q: 'Иванова' });
    expect(leadSearch(typed)).toEqual({ from: '2026-01-01', q: 'Иванова' });
  });
});
