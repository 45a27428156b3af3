import type { Random } from './random';

interface Person {
  surname: string;
  name: string;
  secondName: string;
  sex: 'male' | 'female';
}

const surnames = [
  'Соколов',
  'Лебедев',
  'Морозов',
  'Новиков',
  'Зайцев',
  'Виноградов',
  'Беляев',
  'Тарасов',
  'Орлов',
  'Киселёв',
  'Макаров',
  'Ершов',
  'Рябинин',
  'Полевов',
  'Снегирёв',
  'Журавлёв',
] as const;
const maleNames = ['Андрей', 'Павел', 'Илья', 'Сергей', 'Тимур', 'Николай', 'Роман', 'Егор'] as const;
const femaleNames = ['Анна', 'Мария', 'Ольга', 'Елена', 'Дарья', 'Наталья', 'Полина', 'Вера'] as const;
const fathers = ['Андрее', 'Сергее', 'Николае', 'Алексее', 'Матвее'] as const;

/** An invented person. */
export function inventPerson(random: Random): Person {
  const sex = random.chance(0.58) ? 'female' : 'male';
  const surname = random.pick(surnames);
  const father = random.pick(fathers);
  return sex === 'female'
    ? { surname: `${surname}а`, name: random.pick(femaleNames), secondName: `${father}вна`, sex }
    : { surname, name: random.pick(maleNames), secondName: `${father}вич`, sex };
}

/** 11 digits from 79990000000 upwards: a range that the simulator gives to invented people only. */
export function inventPhone(index: number): string {
  return `7999${String(index % 10_000_000).padStart(7, '0')}`;
}
