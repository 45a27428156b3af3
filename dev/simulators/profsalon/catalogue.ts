/** What the salon sells. Costs are roubles, durations minutes. */
export const services = [
  { id: 5, name: 'Стрижка', cost: 2000, duration: 60 },
  { id: 6, name: 'Окрашивание', cost: 5400, duration: 150 },
  { id: 9, name: 'Укладка', cost: 1200.5, duration: 45 },
  { id: 12, name: 'Маникюр', cost: 1800, duration: 90 },
  { id: 13, name: 'Педикюр', cost: 2600, duration: 90 },
  { id: 21, name: 'Массаж', cost: 3200, duration: 60 },
] as const;

export const employees = [
  { id: 31, name: 'Анна Мастерова' },
  { id: 32, name: 'Вера Гребешкова' },
  { id: 33, name: 'Илья Ножницын' },
  { id: 34, name: 'Дарья Красильникова' },
] as const;

/** `source` of a booking made in the widget, as in the vendor's booking links. */
export const onlineSource = 100;
/** `source` of a booking made by the staff. */
export const staffSource = 1;

export const paymentMethods = ['Наличные', 'Карта', 'СБП'] as const;

export const clientComments = [
  'Можно пораньше?',
  'Аллергия на лак, предупредите мастера',
  'Буду с ребёнком 🙂',
] as const;
