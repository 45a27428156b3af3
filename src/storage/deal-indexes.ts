import type { CollectionIndexes } from './index-definition';

/** Before anything that was ever closed: what says so tells the database that there is a time. */
export const BEFORE_ALL = new Date(0);

const newestFirst = { createdAt: -1, _id: -1 } as const;

/** What deals are narrowed by, beside a place in the list: then only those that are shown are fetched. */
const filtered = {
  integrationId: 1,
  funnelId: 1,
  stageId: 1,
  stageStatus: 1,
  'attribution.campaignId': 1,
  'attribution.sourceId': 1,
  employeeId: 1,
  deleted: 1,
} as const;

/**
 * A filter that few deals pass would walk the whole index of the list; these lead to them, in the order of
 * the list where that can be. What most deals do not have is indexed for those that have it. Others were
 * weighed and left out: each is one more key to write for each deal that is pulled.
 */
const listIndexes = [
  {
    name: 'integration',
    key: { tenantId: 1, listed: 1, integrationId: 1, stageStatus: 1, ...newestFirst },
  },
  { name: 'stage', key: { tenantId: 1, listed: 1, funnelId: 1, stageId: 1, ...newestFirst } },
  { name: 'employee', key: { tenantId: 1, listed: 1, employeeId: 1, ...newestFirst } },
  {
    name: 'campaign',
    key: { tenantId: 1, listed: 1, 'attribution.campaignId': 1, ...newestFirst },
    partialFilterExpression: { 'attribution.campaignId': { $exists: true } },
  },
  {
    name: 'source',
    key: { tenantId: 1, listed: 1, 'attribution.sourceId': 1, ...newestFirst },
    partialFilterExpression: { 'attribution.sourceId': { $exists: true } },
  },
  {
    name: 'deleted',
    key: { tenantId: 1, listed: 1, ...newestFirst },
    partialFilterExpression: { deleted: true },
  },
  {
    name: 'closed',
    key: { tenantId: 1, listed: 1, closedAt: -1, ...newestFirst, ...filtered },
    partialFilterExpression: { closedAt: { $gt: BEFORE_ALL } },
  },
];

export const dealIndexes: CollectionIndexes = {
  collection: 'deals',
  indexes: [
    { name: 'record', key: { tenantId: 1, externalId: 1, integrationId: 1 }, unique: true },
    {
      name: 'list',
      key: {
        tenantId: 1,
        listed: 1,
        ...newestFirst,
        ...filtered,
        closedAt: 1,
        vendor: 1,
        amount: 1,
      },
    },
    ...listIndexes,
    { name: 'search', key: { tenantId: 1, search: 1 } },
    { name: 'contact', key: { tenantId: 1, contactId: 1 } },
    { name: 'visits', key: { tenantId: 1, integrationId: 1, 'record.visitDate': 1, externalId: 1 } },
    {
      name: 'attachments',
      key: { tenantId: 1, integrationId: 1, 'record.attachment.readAt': 1 },
      partialFilterExpression: { 'record.attachment.readAt': { $exists: true } },
    },
  ],
};
