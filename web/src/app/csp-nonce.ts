/**
 * The nonce that lets `<style>` elements of this page through its content security policy. Browsers hide
 * it from the attribute, not from the property.
 */
export const cspNonce: string =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// The library that holds the page still under a drawer asks for the nonce by this name.
Reflect.set(globalThis, '__webpack_nonce__', cspNonce);
