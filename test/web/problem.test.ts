import { problemOfAnswer, problemOfSilence } from '../../web/src/api/problem';

test('an answer of the API keeps its texts, its wrong fields and what the credentials see', () => {
  const { facts } = problemOfAnswer(422, {
    code: 'entity_refused',
    message: { ru: 'Роль API не видит: заказы.', en: 'The API role does not see: orders.' },
    action: { ru: 'Дайте доступ.', en: 'Give access.' },
    errors: [{ path: 'settings.uid', code: 'uid_invalid', message: 'is wrong' }],
    entities: [{ entity: 'orders', result: 'refused' }],
  });
  expect(facts).toMatchObject({
    status: 422,
    code: 'entity_refused',
    title: { ru: 'Роль API не видит: заказы.', en: 'The API role does not see: orders.' },
    action: { ru: 'Дайте доступ.', en: 'Give access.' },
    fields: [{ path: 'settings.uid', code: 'uid_invalid', message: 'is wrong' }],
    entities: [{ entity: 'orders', result: 'refused' }],
  });
});

test('what a proxy answers instead is a problem without texts', () => {
  for (const body of ['<html>Bad gateway</html>', undefined, null, 7, { message: 'x', errors: 'y' }]) {
    const { facts } = problemOfAnswer(502, body);
    expect(facts).toMatchObject({ status: 502, code: 'unreadable_answer', title: null, fields: [] });
  }
});

test('no answer at all is told apart from a bad one', () => {
  expect(problemOfSilence(new TypeError('fetch failed')).facts).toMatchObject({ status: 0, title: null });
});
