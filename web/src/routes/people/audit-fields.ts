import { calendarDate } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { languages } from '../../i18n/languages';
import { filterWords } from './audit-filters';
import { type FieldWords, listIn, plainWords, type Vocabulary } from './audit-reading';

const ROLES = ['admin', 'analyst', 'operator'] as const;
const COMPONENTS = ['offline_leads_upload', 'end_to_end_analytics'] as const;
const RUN_KINDS = ['daily', 'sync', 'backfill'] as const;

/** Fields of all but settings, by what they are of and in order, under the names that the pages have for them. */
const LABELS = {
  'user.name': 'audit.fields.personName',
  'user.role': 'users.role',
  'user.disabled': 'audit.fields.disabled',
  'user.language': 'frame.language',
  'user.password': 'login.password',
  'user.attempts': 'audit.fields.attempts',
  'tenant.name': 'tenants.name',
  'tenant.timezone': 'tenants.timezone',
  'tenant.components': 'tenants.components',
  'key.name': 'keys.name',
  'site.name': 'lists.name',
  'site.domain': 'sites.domain',
  'site.archived': 'lists.archived',
  'campaign.name': 'lists.name',
  'campaign.siteId': 'campaigns.site',
  'campaign.conditions': 'audit.fields.conditions',
  'campaign.archived': 'lists.archived',
  'source.name': 'lists.name',
  'source.channel': 'sources.channel',
  'source.archived': 'lists.archived',
  'run.kind': 'audit.fields.runKind',
  'run.from': 'audit.fields.from',
  'run.to': 'audit.fields.to',
  'event.replayed': 'audit.fields.replayed',
  'export.filters': 'raw.filters',
  'export.format': 'audit.fields.format',
  'export.rows': 'audit.fields.rows',
  'person.contacts': 'audit.fields.contacts',
  'person.leads': 'dashboard.leads',
  'person.deals': 'deals.title',
  'person.observations': 'audit.fields.observations',
  'person.rawCopies': 'audit.fields.rawCopies',
  'person.deliveries': 'tabs.events',
} as const;
type Field = keyof typeof LABELS;

function isField(name: string): name is Field {
  return name in LABELS;
}

/**
 * A changed field of what an action is about; null for one without a name.
 *
 * @param noun the action up to its dot.
 */
export function fieldWords(noun: string, field: string, vocabulary: Vocabulary): FieldWords | null {
  const name = `${noun}.${field}`;
  if (!isField(name)) return null;
  const label = vocabulary.t(LABELS[name]);
  const place = Object.keys(LABELS).indexOf(name);
  if (name === 'user.password') return { place, label };
  return { place, label, read: (value) => valueWords(name, value, vocabulary) };
}

function valueWords(field: Field, value: string | number | boolean, { t, nameOf }: Vocabulary): string {
  const role = ROLES.find((one) => one === value);
  const language = languages.find((one) => one === value);
  const kind = RUN_KINDS.find((one) => one === value);
  switch (field) {
    case 'user.role':
      return role === undefined ? plainWords(value, t) : t(`roles.${role}`);
    case 'user.language':
      return language === undefined ? plainWords(value, t) : t(`languages.${language}`);
    case 'tenant.components': {
      const listed = COMPONENTS.filter((component) => listIn(value)?.includes(component));
      return listed.length === 0
        ? t('tenants.noComponents')
        : listed.map((component) => t(`components.${component}`)).join(', ');
    }
    case 'campaign.siteId':
      return nameOf('site', String(value));
    case 'campaign.conditions':
      return plainWords(value, t);
    case 'run.kind':
      return kind === undefined ? plainWords(value, t) : t(`runKinds.${kind}`);
    case 'run.from':
    case 'run.to':
      return calendarDate(String(value), currentLanguage());
    case 'export.filters':
      return filterWords(listIn(value) ?? [], t);
    case 'export.format':
      return value === 'xlsx' ? t('raw.xlsx') : t('raw.csv');
    default:
      // A name that looks like a list is a name.
      return typeof value === 'string' ? value : plainWords(value, t);
  }
}
