/**
 * Every failure a person can meet, in one place. `who` is the one who must act: the `customer` in the
 * cabinet, the `operator` of this installation, the `vendor` (it passes by itself or their support
 * helps), or `us` (a defect). Texts may name parameters in braces.
 */
export interface ErrorEntry {
  readonly status: number;
  readonly retryable: boolean;
  readonly who: 'customer' | 'operator' | 'vendor' | 'us';
  readonly message: Texts;
  /** What to press or do next. */
  readonly action: Texts;
}

/** One text in the two languages of the product. */
export interface Texts {
  readonly ru: string;
  readonly en: string;
}

/** Texts as one, parted by commas, for the braces of another. */
export function joinTexts(texts: readonly Texts[]): Texts {
  return { ru: texts.map(({ ru }) => ru).join(', '), en: texts.map(({ en }) => en).join(', ') };
}

const entry = (
  status: number,
  who: ErrorEntry['who'],
  retryable: boolean,
  message: Texts,
  action: Texts,
): ErrorEntry => ({ status, who, retryable, message, action });

export const errorCatalogue = {
  invalid_request: entry(
    400,
    'customer',
    false,
    { ru: 'Запрос заполнен неверно.', en: 'The request is not valid.' },
    { ru: 'Исправьте отмеченные поля и повторите.', en: 'Correct the listed fields and try again.' },
  ),
  unauthorized: entry(
    401,
    'customer',
    false,
    { ru: 'Вход не выполнен или уже закончился.', en: 'You are not signed in, or no longer.' },
    {
      ru: 'Войдите в кабинет. Программе: передайте действующий ключ в заголовке Authorization: Bearer.',
      en: 'Sign in to the cabinet. A program: send a valid key in the header Authorization: Bearer.',
    },
  ),
  forbidden: entry(
    403,
    'customer',
    false,
    { ru: 'У вас нет доступа к запрошенному.', en: 'You have no access to what was asked for.' },
    {
      ru: 'Попросите доступ у администратора кабинета или возьмите ключ нужного кабинета.',
      en: "Ask the tenant's administrator for access, or use a key of that tenant.",
    },
  ),
  origin_refused: entry(
    403,
    'customer',
    false,
    {
      ru: 'Запрос пришёл не со страницы кабинета.',
      en: 'The request did not come from a page of the cabinet.',
    },
    {
      ru: 'Откройте кабинет по его адресу и повторите там. Программе нужен ключ, а не вход.',
      en: 'Open the cabinet at its own address and try again there. A program needs a key, not a sign-in.',
    },
  ),
  login_rejected: entry(
    401,
    'customer',
    false,
    { ru: 'Почта или пароль не подошли.', en: 'The e-mail or the password is wrong.' },
    {
      ru: 'Проверьте раскладку и Caps Lock. Если пароль забыт, попросите администратора кабинета прислать ссылку для нового пароля.',
      en: 'Check the keyboard layout and Caps Lock. If the password is forgotten, ask an administrator of the account to send you a link for a new one.',
    },
  ),
  password_weak: entry(
    422,
    'customer',
    false,
    {
      ru: 'Пароль слишком простой: нужно не меньше {length} символов, и не адрес почты.',
      en: 'The password is too simple: it needs at least {length} characters and must not be the e-mail.',
    },
    {
      ru: 'Придумайте пароль длиннее, например из нескольких слов.',
      en: 'Choose a longer one, for example several words.',
    },
  ),
  password_wrong: entry(
    422,
    'customer',
    false,
    { ru: 'Текущий пароль не подошёл.', en: 'The current password is wrong.' },
    { ru: 'Введите текущий пароль ещё раз.', en: 'Enter the current password again.' },
  ),
  invitation_invalid: entry(
    410,
    'customer',
    false,
    {
      ru: 'Приглашение уже использовано, отозвано или просрочено.',
      en: 'The invitation was used, withdrawn or has expired.',
    },
    {
      ru: 'Попросите того, кто вас пригласил, прислать новую ссылку.',
      en: 'Ask who invited you for a new link.',
    },
  ),
  password_link_invalid: entry(
    410,
    'customer',
    false,
    {
      ru: 'Ссылка для нового пароля уже использована или просрочена.',
      en: 'The link for a new password was used or has expired.',
    },
    {
      ru: 'Попросите администратора кабинета прислать новую ссылку.',
      en: 'Ask an administrator of the account for a new link.',
    },
  ),
  user_disabled: entry(
    409,
    'customer',
    false,
    {
      ru: 'Доступ этого человека закрыт, новый пароль ему не поможет.',
      en: 'The access of this person was taken away: a new password would not help.',
    },
    {
      ru: 'Сначала нажмите «Вернуть доступ», затем сделайте ссылку ещё раз.',
      en: 'Press "Enable" first, then make the link again.',
    },
  ),
  email_taken: entry(
    409,
    'customer',
    false,
    { ru: 'Пользователь с такой почтой уже есть.', en: 'There is a user with this e-mail already.' },
    {
      ru: 'Войдите с этой почтой или пригласите на другую.',
      en: 'Sign in with this e-mail or invite another one.',
    },
  ),
  own_account: entry(
    409,
    'customer',
    false,
    {
      ru: 'Свою роль и доступ нельзя изменить самому, ссылку для пароля нельзя сделать себе.',
      en: 'Nobody can change their own role or access, or make a link for a password for themselves.',
    },
    {
      ru: 'Попросите об этом другого администратора или оператора.',
      en: 'Ask another administrator or the operator.',
    },
  ),
  not_found: entry(
    404,
    'customer',
    false,
    { ru: 'Такой записи нет.', en: 'There is no such thing.' },
    { ru: 'Проверьте адрес и идентификатор.', en: 'Check the address and the id.' },
  ),
  already_exists: entry(
    409,
    'customer',
    false,
    { ru: 'Запись с идентификатором «{id}» уже есть.', en: 'The id "{id}" is already taken.' },
    { ru: 'Укажите другой идентификатор.', en: 'Choose another id.' },
  ),
  in_use: entry(
    409,
    'customer',
    false,
    {
      ru: 'Запись используется в настройках интеграции: {integrations}.',
      en: 'In use by the settings of: {integrations}.',
    },
    {
      ru: 'Сначала выберите в этих настройках другое значение и сохраните их.',
      en: 'Choose another value in those settings first and save them.',
    },
  ),
  payload_too_large: entry(
    413,
    'customer',
    false,
    { ru: 'Тело запроса слишком большое.', en: 'The request body is too large.' },
    { ru: 'Отправьте меньше данных за один раз.', en: 'Send less at once.' },
  ),
  unsupported_media_type: entry(
    415,
    'customer',
    false,
    { ru: 'Такой тип содержимого не принимается.', en: 'This content type is not accepted.' },
    {
      ru: 'Отправьте JSON с заголовком Content-Type: application/json.',
      en: 'Send JSON with Content-Type: application/json.',
    },
  ),
  too_many_requests: entry(
    429,
    'customer',
    true,
    { ru: 'Слишком много запросов.', en: 'Too many requests.' },
    {
      ru: 'Подождите несколько минут и повторите. Точное время — в заголовке Retry-After.',
      en: 'Wait some minutes and try again. The exact time is in the header Retry-After.',
    },
  ),
  cursor_invalid: entry(
    400,
    'customer',
    false,
    {
      ru: 'Курсор страницы повреждён или взят из другого списка.',
      en: 'The page cursor is damaged or belongs to another list.',
    },
    {
      ru: 'Начните список сначала, без параметра cursor.',
      en: 'Start the list again without the cursor parameter.',
    },
  ),
  range_invalid: entry(
    400,
    'customer',
    false,
    { ru: 'Начало периода позже его конца.', en: 'The range starts after it ends.' },
    { ru: 'Поменяйте даты местами.', en: 'Swap the dates.' },
  ),
  range_too_long: entry(
    400,
    'customer',
    false,
    { ru: 'Период длиннее {years} лет.', en: 'The range is longer than {years} years.' },
    { ru: 'Разделите период на части.', en: 'Split the period into parts.' },
  ),
  internal_error: entry(
    500,
    'us',
    true,
    {
      ru: 'Внутренняя ошибка. Мы записали её под номером {requestId}.',
      en: 'Internal error, recorded as {requestId}.',
    },
    {
      ru: 'Повторите позже. Если повторится, сообщите этот номер.',
      en: 'Try again later. If it happens again, tell us this number.',
    },
  ),
  database_unavailable: entry(
    503,
    'operator',
    true,
    { ru: 'База данных не отвечает.', en: 'The database does not answer.' },
    {
      ru: 'Повторите через минуту. Оператору: проверьте MongoDB.',
      en: 'Try again in a minute. Operator: check MongoDB.',
    },
  ),
  temporal_unavailable: entry(
    503,
    'operator',
    true,
    { ru: 'Служба Temporal не отвечает.', en: 'Temporal does not answer.' },
    {
      ru: 'Повторите через минуту. Оператору: проверьте Temporal.',
      en: 'Try again in a minute. Operator: check Temporal.',
    },
  ),
  worker_unavailable: entry(
    503,
    'operator',
    true,
    {
      ru: 'Обработчик задач не запущен или не успел ответить.',
      en: 'The worker is not running or did not answer in time.',
    },
    {
      ru: 'Повторите через минуту. Оператору: проверьте процесс worker.',
      en: 'Try again in a minute. Operator: check the worker process.',
    },
  ),
  component_required: entry(
    403,
    'customer',
    false,
    { ru: 'Не подключены компоненты: {components}.', en: 'Components missing from the plan: {components}.' },
    {
      ru: 'Попросите менеджера подключить компонент или выключите настройку, которой он нужен.',
      en: 'Ask your manager to add the component or switch off the setting that needs it.',
    },
  ),
  reference_not_found: entry(
    422,
    'customer',
    false,
    {
      ru: 'В настройках выбрано то, чего в кабинете нет или что убрано в архив: {references}.',
      en: 'The settings name what this tenant does not have or has archived: {references}.',
    },
    {
      ru: 'Выберите значение из списка и сохраните снова.',
      en: 'Choose a value from the list and save again.',
    },
  ),
  secret_required: entry(
    422,
    'customer',
    false,
    { ru: 'Не заполнено: {names}.', en: 'Not filled in: {names}.' },
    { ru: 'Заполните эти поля и сохраните.', en: 'Fill these fields in and save.' },
  ),
  uid_invalid: entry(
    400,
    'customer',
    false,
    {
      ru: 'UID не похож на адрес клиники в Medods.',
      en: 'The UID is not the address of a clinic in Medods.',
    },
    {
      ru: 'Укажите адрес вида https://beta45.medods.ru/',
      en: 'Give an address like https://beta45.medods.ru/',
    },
  ),
  uid_is_widget: entry(
    400,
    'customer',
    false,
    {
      ru: 'Это адрес онлайн-записи (виджета), а не самой системы Medods.',
      en: 'This is the address of the booking widget, not of Medods itself.',
    },
    {
      ru: 'Уберите «online-» в начале: https://beta45.medods.ru/',
      en: 'Remove the leading "online-": https://beta45.medods.ru/',
    },
  ),
  uid_host_refused: entry(
    400,
    'customer',
    false,
    { ru: 'UID должен вести на домен medods.ru.', en: 'The UID must be a host of medods.ru.' },
    {
      ru: 'Укажите адрес вида https://beta45.medods.ru/',
      en: 'Give an address like https://beta45.medods.ru/',
    },
  ),
  settings_conflict: entry(
    409,
    'customer',
    false,
    { ru: 'Настройки успел изменить кто-то другой.', en: 'Somebody else changed these settings meanwhile.' },
    {
      ru: 'Обновите страницу, посмотрите новые значения и сохраните ещё раз.',
      en: 'Reload, look at the new values and save again.',
    },
  ),
  account_changed: entry(
    409,
    'customer',
    false,
    {
      ru: 'В этой интеграции уже есть данные другого аккаунта ({account}).',
      en: 'This integration already holds the data of another account ({account}).',
    },
    {
      ru: 'Для другой клиники или салона создайте новую интеграцию.',
      en: 'Create another integration for another clinic or salon.',
    },
  ),
  vendor_unknown: entry(
    422,
    'customer',
    false,
    { ru: 'Неизвестная система: {vendor}.', en: 'Unknown vendor: {vendor}.' },
    { ru: 'Укажите в поле vendor одно из: {vendors}.', en: 'Set the field vendor to one of: {vendors}.' },
  ),
  integration_not_active: entry(
    409,
    'customer',
    false,
    { ru: 'Интеграция не активна.', en: 'The integration is not active.' },
    {
      ru: 'Нажмите «Активен» и дождитесь проверки доступа.',
      en: 'Press "Active" and wait for the check of the credentials.',
    },
  ),
  integration_inactive: entry(
    410,
    'customer',
    false,
    { ru: 'Интеграция отключена.', en: 'The integration is switched off.' },
    {
      ru: 'Включите её в кабинете, чтобы снова принимать события.',
      en: 'Switch it on in the cabinet to receive events again.',
    },
  ),
  backfill_unsupported: entry(
    409,
    'customer',
    false,
    {
      ru: 'Эта система не отдаёт данные по запросу.',
      en: 'This vendor cannot be read on demand.',
    },
    { ru: 'Данные этой системы приходят сами, по вебхуку.', en: 'Its data arrives by itself, by webhook.' },
  ),
  hook_unsupported: entry(
    409,
    'customer',
    false,
    { ru: 'Эта система не присылает вебхуки.', en: 'This vendor sends no webhooks.' },
    { ru: 'Её данные загружаются по расписанию.', en: 'Its data is pulled on a schedule.' },
  ),
  event_pending: entry(
    409,
    'customer',
    true,
    { ru: 'Событие ещё ждёт обработки.', en: 'The event still waits to be dealt with.' },
    {
      ru: 'Дождитесь обработки: повторять событие, которое ещё не прочитано, незачем. Если интеграция отключена, включите её.',
      en: 'Wait until it is dealt with; there is nothing to repeat before. If the integration is off, switch it on.',
    },
  ),
  event_body_gone: entry(
    410,
    'customer',
    false,
    {
      ru: 'Содержимое события уже удалено, прочитать его ещё раз нельзя.',
      en: 'The body of the event is gone, so it cannot be read again.',
    },
    {
      ru: 'Если запись важна, измените её в системе, чтобы событие пришло снова.',
      en: 'If the record matters, change it at the vendor so that a new event comes.',
    },
  ),
  funnel_move_unsupported: entry(
    409,
    'customer',
    false,
    {
      ru: 'У этой системы одна воронка, переносить сделки некуда.',
      en: 'This vendor has one funnel, so there is nowhere to move deals to.',
    },
    {
      ru: 'Ничего делать не нужно: сделки уже в своей воронке.',
      en: 'Nothing needs to be done: the deals are in their funnel already.',
    },
  ),
  pull_running: entry(
    409,
    'customer',
    true,
    { ru: 'Загрузка уже идёт.', en: 'A pull is already running.' },
    {
      ru: 'Дождитесь её окончания или отмените её в списке запусков.',
      en: 'Wait for it to end or cancel it in the list of runs.',
    },
  ),
  run_not_cancellable: entry(
    409,
    'customer',
    false,
    { ru: 'Этот запуск уже закончился.', en: 'This run has already ended.' },
    { ru: 'Обновите список запусков.', en: 'Reload the list of runs.' },
  ),
  credentials_rejected: entry(
    422,
    'customer',
    false,
    { ru: 'Система не приняла Identity и SecretKey.', en: 'The vendor refused Identity and SecretKey.' },
    {
      ru: 'Проверьте UID, Identity и SecretKey или выпустите новые ключи доступа, сохраните и нажмите «Активен».',
      en: 'Check UID, Identity and SecretKey or issue new keys, save, then press "Active".',
    },
  ),
  entity_refused: entry(
    422,
    'customer',
    false,
    { ru: 'Роль API не видит: {entities}.', en: 'The API role does not see: {entities}.' },
    {
      ru: 'Откройте в Medods Справочники → Права доступа к API, дайте роли доступ к этим сущностям. Затем нажмите «Синхронизировать сейчас», а если интеграция остановлена — «Активен».',
      en: 'In Medods open the API access rights, give the role access to these entities. Then press "Sync now" or, if the integration has stopped, "Active".',
    },
  ),
  account_not_found: entry(
    422,
    'customer',
    false,
    { ru: 'По адресу {account} нет API клиники.', en: 'There is no clinic API at {account}.' },
    {
      ru: 'Проверьте UID. Если он верен, попросите Medods подключить модуль «АПИ».',
      en: 'Check the UID. If it is right, ask Medods to switch the module "АПИ" on.',
    },
  ),
  vendor_unavailable: entry(
    502,
    'vendor',
    true,
    {
      ru: 'Система клиники не отвечает или отвечает ошибкой.',
      en: 'The vendor does not answer or answers with an error.',
    },
    {
      ru: 'Ничего не потеряно: загрузка повторится сама. Можно нажать «Синхронизировать сейчас».',
      en: 'Nothing is lost: the pull repeats by itself. You may press "Sync now".',
    },
  ),
  vendor_timeout: entry(
    504,
    'vendor',
    true,
    { ru: 'Система клиники не ответила вовремя.', en: 'The vendor did not answer in time.' },
    {
      ru: 'Ничего не потеряно: загрузка повторится сама. Можно нажать «Синхронизировать сейчас».',
      en: 'Nothing is lost: the pull repeats by itself. You may press "Sync now".',
    },
  ),
  vendor_rate_limited: entry(
    503,
    'vendor',
    true,
    { ru: 'Система клиники просит подождать.', en: 'The vendor asks to wait.' },
    {
      ru: 'Загрузка продолжится сама, когда пройдёт названное время.',
      en: 'The pull goes on by itself after the stated time.',
    },
  ),
  vendor_response_invalid: entry(
    502,
    'vendor',
    true,
    {
      ru: 'Система клиники ответила не так, как ожидалось ({entity}).',
      en: 'The vendor answered in an unexpected form ({entity}).',
    },
    {
      ru: 'Загрузка повторится сама. Если ошибка держится больше суток, напишите оператору.',
      en: 'The pull repeats by itself. If this lasts more than a day, write to the operator.',
    },
  ),
  vendor_request_refused: entry(
    502,
    'us',
    false,
    {
      ru: 'Система клиники отказала в запросе ({entity}).',
      en: 'The vendor refused the request ({entity}).',
    },
    {
      ru: 'Сообщите оператору номер запуска: похоже, изменился договор обмена.',
      en: 'Tell the operator the id of the run: the contract seems to have changed.',
    },
  ),
  vendor_redirected: entry(
    502,
    'customer',
    false,
    {
      ru: 'Адрес из поля UID перенаправляет в другое место, туда мы не ходим.',
      en: 'The address in UID redirects elsewhere; redirects are not followed.',
    },
    {
      ru: 'Укажите в поле UID окончательный адрес клиники.',
      en: 'Set UID to the final address of the clinic.',
    },
  ),
  vendor_address_private: entry(
    422,
    'customer',
    false,
    {
      ru: 'Адрес из поля UID ведёт во внутреннюю сеть.',
      en: 'The address in UID points into a private network.',
    },
    { ru: 'Укажите настоящий адрес клиники в Medods.', en: 'Set UID to the real address of the clinic.' },
  ),
  vendor_pages_repeat: entry(
    502,
    'vendor',
    true,
    {
      ru: 'Система клиники отдаёт одну и ту же страницу снова и снова.',
      en: 'The vendor keeps sending the same page.',
    },
    {
      ru: 'Загрузка повторится сама. Если ошибка держится больше суток, напишите оператору.',
      en: 'The pull repeats by itself. If this lasts more than a day, write to the operator.',
    },
  ),
  vendor_list_too_long: entry(
    502,
    'us',
    false,
    {
      ru: 'За один период пришло больше страниц, чем мы готовы читать.',
      en: 'One period has more pages than we are ready to read.',
    },
    {
      ru: 'Загрузите период по частям и сообщите оператору.',
      en: 'Load the period in parts and tell the operator.',
    },
  ),
  vendor_list_unstable: entry(
    502,
    'vendor',
    true,
    {
      ru: 'Список менялся быстрее, чем мы его читали, и часть строк могла не прийти.',
      en: 'The list changed faster than it was read, so some rows may be missing.',
    },
    {
      ru: 'Ничего не потеряно: загрузка перечитает этот период сама.',
      en: 'Nothing is lost: the next pull reads this period again.',
    },
  ),
  run_interrupted: entry(
    500,
    'us',
    true,
    { ru: 'Запуск прервался на нашей стороне.', en: 'The run was interrupted on our side.' },
    {
      ru: 'Нажмите «Синхронизировать сейчас»: загрузка продолжит с последней страницы.',
      en: 'Press "Sync now": the pull goes on from its last page.',
    },
  ),
} as const satisfies Record<string, ErrorEntry>;

/** A key of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** Values for the braces of a text, in two languages where they are words. Never personal data or secrets. */
export type ErrorParameters = Readonly<Record<string, string | number | Texts>>;

/** One wrong field of a request: `path` in dots, e.g. `settings.leads.fallback`. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: Texts;
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCatalogue, value);
}

/** The catalogue's text with its parameters put in. */
export function describeError(
  code: ErrorCode,
  language: keyof Texts,
  parameters: ErrorParameters = {},
): { message: string; action: string } {
  const { message, action } = errorCatalogue[code];
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = parameters[name] ?? '—';
      return typeof value === 'object' ? value[language] : String(value);
    });
  return { message: fill(message[language]), action: fill(action[language]) };
}

/** The only error the product throws on purpose. Its message is the catalogue's English text. */
export class SkvozError extends Error {
  override readonly name = 'SkvozError';

  constructor(
    readonly code: ErrorCode,
    readonly parameters: ErrorParameters = {},
    readonly fields: readonly FieldError[] = [],
    options?: ErrorOptions,
  ) {
    super(describeError(code, 'en', parameters).message, options);
  }
}
