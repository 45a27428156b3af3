import { api } from '../api/client';
import { currentLanguage } from '../i18n/language';

/**
 * What is wrong with a field is told in the language of the request. Requests that only read name none: those
 * that the page asked for ahead have none either, and must be taken for the same.
 */
export function askInOwnLanguage(): void {
  api.use({
    onRequest: ({ request }) => {
      if (request.method !== 'GET') request.headers.set('Accept-Language', currentLanguage());
    },
  });
}
