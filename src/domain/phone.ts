import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * A phone as people type it, in E.164. Numbers without a country are Russian: 8XXXXXXXXXX,
 * 7XXXXXXXXXX and ten digits all mean +7. Null when it is not a phone.
 */
export function toE164(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  if (digits.length === 0) return null;
  const international = text.trim().startsWith('+') || (digits.length === 11 && digits.startsWith('7'));
  const parsed = parsePhoneNumberFromString(international ? `+${digits}` : digits, 'RU');
  return parsed?.isPossible() ? parsed.number : null;
}
