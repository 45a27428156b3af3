/** In `https://profsalon.org/CRM/<login>/…` and `https://profsalon.org/online/<login>/…`. */
const IN_ADDRESS = /\/(?:crm|online)\/([^/?#]+)/i;
const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,99}$/u;

/** The login of a salon as it is compared, also out of a pasted address. Null when it is no login. */
export function parseSalonLogin(text: string): string | null {
  const login = (IN_ADDRESS.exec(text)?.[1] ?? text).trim().toLowerCase();
  return LOGIN.test(login) ? login : null;
}
