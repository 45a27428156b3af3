import type { Db } from 'mongodb';
import { Audit, auditIndexes } from './audit';
import { Checkpoints, checkpointIndexes } from './checkpoints';
import { Contacts, contactIndexes } from './contacts';
import { dealIndexes } from './deal-indexes';
import { Deals } from './deals';
import { Employees, employeeIndexes } from './employees';
import { Erasure } from './erasure';
import { Events } from './events';
import { Funnels, funnelIndexes } from './funnels';
import { Inbox, inboxIndexes } from './inbox';
import type { CollectionIndexes } from './index-definition';
import { Integrations, integrationIndexes } from './integrations';
import { Invitations, invitationIndexes } from './invitations';
import { Keys, keyIndexes } from './keys';
import { Leads, leadIndexes } from './leads';
import { Observations, observationIndexes } from './observations';
import { PasswordLinks, passwordLinkIndexes } from './password-links';
import { PickList, type PickLists, pickListIndexes } from './pick-lists';
import { RawCopies, rawCopyIndexes } from './raw-copies';
import { Runs, runIndexes } from './runs';
import { Sessions, sessionIndexes } from './sessions';
import { Sums } from './sums';
import { TenantData } from './tenant-data';
import { Tenants } from './tenants';
import { Users, userIndexes } from './users';

/** Everything Skvoz keeps, one repository a collection. */
export interface Storage {
  readonly tenants: Tenants;
  readonly keys: Keys;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly invitations: Invitations;
  readonly passwordLinks: PasswordLinks;
  readonly audit: Audit;
  readonly pickLists: PickLists;
  readonly integrations: Integrations;
  readonly inbox: Inbox;
  readonly events: Events;
  readonly checkpoints: Checkpoints;
  readonly runs: Runs;
  readonly observations: Observations;
  readonly deals: Deals;
  readonly leads: Leads;
  readonly contacts: Contacts;
  readonly employees: Employees;
  readonly funnels: Funnels;
  readonly sums: Sums;
  readonly rawCopies: RawCopies;
  readonly erasure: Erasure;
  readonly tenantData: TenantData;
}

export function openStorage(db: Db): Storage {
  return {
    tenants: new Tenants(db),
    keys: new Keys(db),
    users: new Users(db),
    sessions: new Sessions(db),
    invitations: new Invitations(db),
    passwordLinks: new PasswordLinks(db),
    audit: new Audit(db),
    pickLists: {
      sites: new PickList(db.collection('sites')),
      campaigns: new PickList(db.collection('campaigns')),
      sources: new PickList(db.collection('sources')),
    },
    integrations: new Integrations(db),
    inbox: new Inbox(db),
    events: new Events(db),
    checkpoints: new Checkpoints(db),
    runs: new Runs(db),
    observations: new Observations(db),
    deals: new Deals(db),
    leads: new Leads(db),
    contacts: new Contacts(db),
    employees: new Employees(db),
    funnels: new Funnels(db),
    sums: new Sums(db),
    rawCopies: new RawCopies(db),
    erasure: new Erasure(db),
    tenantData: new TenantData(db),
  };
}

/** Every index of every collection; collections without one of ours are not listed. */
export const allIndexes: readonly CollectionIndexes[] = [
  keyIndexes,
  userIndexes,
  sessionIndexes,
  invitationIndexes,
  passwordLinkIndexes,
  auditIndexes,
  ...pickListIndexes,
  integrationIndexes,
  inboxIndexes,
  checkpointIndexes,
  runIndexes,
  observationIndexes,
  dealIndexes,
  leadIndexes,
  contactIndexes,
  employeeIndexes,
  funnelIndexes,
  rawCopyIndexes,
];
