import { api } from '../api/client';
import { currentLanguage } from '../i18n/language';

/**
 * What is wrong with a field is told in the language of the request, and a file is written in it. Other requests
 * that only read name none: those that the page asked for ahead have none either, and must be taken for the same.
 */
export function askInOwnLanguage(): void {
  api.use({
    onRequest: ({ request }) => {
      const isOfFile = new URL(request.url).searchParams.has('format');
      if (request.method !== 'GET' || isOfFile) request.headers.set('Accept-Language', currentLanguage());
    },
  });
}
