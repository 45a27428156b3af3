import { domainOf } from '../../web/src/components/domain';

test.each([
  ['clinic.ru', 'clinic.ru'],
  [' https://clinic.ru/ ', 'clinic.ru'],
  ['HTTP://clinic.ru:8080/online?from=ads#top', 'clinic.ru'],
  ['клиника.рф/запись', 'клиника.рф'],
  ['', ''],
])('%s is taken for the domain %s', (text, domain) => {
  expect(domainOf(text)).toBe(domain);
});
