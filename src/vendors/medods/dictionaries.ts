import type { ReadEmployee, VendorOptions } from '../connector';
import { listStart } from './list';
import type { MedodsApi } from './medods-api';
import { fullName, type NormaliseContext } from './normalise';
import { Notes } from './notes';
import { dictionaryRowSchema, readRow, userSchema } from './schemas';
import type { MedodsSettings } from './settings';

/** Titles by which an online form is recognised while the customer has chosen no source. */
const ONLINE_TITLE = /онлайн|online|сайт/i;

/** The clinic's booking sources, offered in the settings. */
export async function readSources(api: MedodsApi): Promise<{ id: string; title: string }[]> {
  const sources: { id: string; title: string }[] = [];
  const notes = new Notes();
  for await (const { rows } of api.list('sources', {}, listStart)) {
    for (const row of rows) {
      const source = readRow(dictionaryRowSchema, 'sources', row, notes);
      if (source !== null) sources.push({ id: source.id, title: source.title ?? source.id });
    }
  }
  return sources;
}

/** The staff: id and full name, nothing else of them is kept. */
export async function readUsers(api: MedodsApi, notes: Notes): Promise<ReadEmployee[]> {
  const users: ReadEmployee[] = [];
  for await (const { rows } of api.list('users', {}, listStart)) {
    for (const row of rows) {
      const user = readRow(userSchema, 'users', row, notes);
      if (user === null) notes.add('row_unreadable:users');
      else users.push({ externalId: user.id, name: fullName(user) });
    }
  }
  return users;
}

/** Which sources are online: those chosen in the settings, or else those with a telling title. */
export function sourcesOf(
  options: VendorOptions,
  settings: MedodsSettings,
): Pick<NormaliseContext, 'onlineSources' | 'sourceTitles'> {
  const sources = options['appointmentSources'] ?? [];
  const chosen = settings.leads.onlineSourceIds.map(String);
  const telling = sources.filter(({ title }) => ONLINE_TITLE.test(title)).map(({ id }) => id);
  return {
    onlineSources: new Set(chosen.length > 0 ? chosen : telling),
    sourceTitles: new Map(sources.map(({ id, title }) => [id, title])),
  };
}
