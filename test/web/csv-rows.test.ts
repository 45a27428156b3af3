import fc from 'fast-check';
import { csvRowCounter } from '../../web/src/components/csv-rows';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('rows of a file that is on its way', () => {
  it('the line that names the columns is no row', () => {
    expect(csvRowCounter()(bytes('Имя;Телефон\r\n'))).toBe(0);
    expect(csvRowCounter()(bytes('Имя;Телефон\r\nАнна;1\r\nВера;2\r\n'))).toBe(2);
  });

  it('a line break within quotes is part of a value', () => {
    expect(csvRowCounter()(bytes('Имя\r\n"Анна\nПетровна ""А"""\r\nВера\r\n'))).toBe(2);
  });

  it('it does not matter where the pieces are cut', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('a"b', 'a\nb', '"', '\r\n', 'ё'));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), fc.integer({ min: 1, max: 7 }), (cells, size) => {
        const lines = ['head', ...cells].map((value) => `"${value.replaceAll('"', '""')}"\r\n`);
        const file = bytes(lines.join(''));
        const count = csvRowCounter();
        let rows = 0;
        for (let at = 0; at < file.length; at += size) rows = count(file.subarray(at, at + size));
        expect(rows).toBe(cells.length);
      }),
    );
  });
});
