import { bytes, roubles } from '../../web/src/components/figures';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test.each([
  ['1500.00', '1 500 ₽'],
  ['1500.50', '1 500,50 ₽'],
  ['12345678901234567.89', '12 345 678 901 234 567,89 ₽'],
  ['-0.10', '-0,10 ₽'],
])('the amount %s loses no kopeck', (amount, shown) => {
  expect(plain(roubles(amount, 'ru'))).toBe(shown);
});

test.each([
  [1, '1 байт'],
  [783, '783 байта'],
  [1_205, '1 205 байт'],
])('%i bytes agree with their number', (count, shown) => {
  expect(plain(bytes(count, 'ru'))).toBe(shown);
});
