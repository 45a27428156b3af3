import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/audit';
import { integrationTitle, type Vendor, vendorsQuery } from '../../api/vendors';
import { useTexts } from '../../components/problem-texts';
import { fieldWords } from './audit-fields';
import type { AuditChange, FieldWords, Vocabulary } from './audit-reading';
import { type EntryKind, entryKindOf, useEntryNames } from './entry-names';
import { settingWords, vendorOf } from './setting-words';

interface AuditWords {
  /** What it was done to; null where the action and its changes say it all. */
  readonly target: string | null;
  /** Null for a field without a name. */
  readonly fieldOf: (change: AuditChange) => FieldWords | null;
}

const NOTHING: readonly never[] = [];
const NAMES_AN_ENTRY = /(site|campaign|source)Id$/;

/** What an entry of the log is about, in words. */
export function useAuditWords(entry: AuditEntry): AuditWords {
  const { t } = useTranslation();
  const text = useTexts();
  const vendors = useQuery(vendorsQuery).data ?? NOTHING;
  const nameOf = useEntryNames(entry.tenantId, entriesIn(entry));
  const vocabulary: Vocabulary = { t, text, nameOf };
  const vendor = vendorOf(vendors, integrationOf(entry), entry.changes);
  return {
    target: targetWords(entry, vendor, vocabulary),
    fieldOf: ({ field }) => {
      const noun = nounOf(entry);
      if (noun !== 'integration') return fieldWords(noun, field, vocabulary);
      return vendor === undefined ? null : settingWords(vendor, field, vocabulary);
    },
  };
}

/** What an action is done to: `site` of `site.changed`; of whatever was exported, its `export`. */
function nounOf({ action }: AuditEntry): string {
  const [noun = '', verb] = action.split('.');
  return verb === 'exported' ? 'export' : noun;
}

/** `medods` of `medods/run-1`. */
function integrationOf({ target }: AuditEntry): string {
  return target?.split('/')[0] ?? '';
}

/** Lists whose names an entry of the log needs. */
function entriesIn(entry: AuditEntry): EntryKind[] {
  const named = entry.changes.flatMap(({ field }) => NAMES_AN_ENTRY.exec(field)?.[1] ?? []);
  return [nounOf(entry), ...named].flatMap((name) => entryKindOf(name) ?? []);
}

function targetWords(
  entry: AuditEntry,
  vendor: Vendor | undefined,
  { text, nameOf }: Vocabulary,
): string | null {
  const { action, target } = entry;
  if (target === null) return null;
  const noun = nounOf(entry);
  switch (noun) {
    case 'site':
    case 'campaign':
    case 'source':
      return nameOf(noun, target);
    case 'integration':
    case 'run':
    case 'event': {
      const id = integrationOf(entry);
      return vendor === undefined ? id : text(integrationTitle(vendor, id));
    }
    case 'key':
      return null;
    case 'tenant':
      // The column of tenants and the changes name any other one.
      return action === 'tenant.deleted' ? target : null;
    default:
      return target;
  }
}
