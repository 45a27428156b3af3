import { toE164 } from '../../domain/phone';

/** Of ten digits, those that begin a Russian number without its country. */
const RUSSIAN_WITHOUT_COUNTRY = /^[3489]\d{9}$/;

/** A phone as a salon's staff type it, in E.164. Null when it is no phone. */
export function phoneOf(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  const withPlus = text.trim().startsWith('+');
  const international = withPlus ? digits : withCountry(digits);
  if (international === null || !/^\d{8,15}$/.test(international)) return null;
  return toE164(`+${international}`);
}

function withCountry(digits: string): string | null {
  if (/^[78]\d{10}$/.test(digits)) return `7${digits.slice(1)}`;
  return RUSSIAN_WITHOUT_COUNTRY.test(digits) ? `7${digits}` : null;
}
