import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { z } from 'zod';

/** What the addresses of the pages are made of. */
export interface CabinetScene {
  /** A tenant with a clinic, a salon, a lead, a deal and an event. */
  readonly tenant: string;
  readonly lead: string;
  readonly deal: string;
  readonly event: string;
  /** What follows the path in a link of an invitation that nobody has accepted: `#<token>`. */
  readonly invitation: string;
  /** The same of a link for a new password. */
  readonly passwordLink: string;
}

/** A page of the cabinet as it is visited to be looked at, checked or measured. */
export interface CabinetPage {
  /** For a sentence: "the runs". */
  readonly name: string;
  /** For the name of a file. */
  readonly slug: string;
  readonly as: 'nobody' | 'admin' | 'operator';
  readonly path: (scene: CabinetScene) => string;
  /** In sight once the page has all that it asks the server for. In Russian. */
  readonly shown: (page: Page) => Locator;
}

/** Not the one of titles, which is not there where rows are stacked into cards. */
const row = (page: Page) =>
  page
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') })
    .first();
const saved = (page: Page) => page.getByText('Всё сохранено');
const inDialog = (text: string | RegExp) => (page: Page) => page.getByRole('dialog').getByText(text).first();

type Ingredients = Pick<CabinetPage, 'name' | 'slug' | 'shown'> & { readonly path: string };

const entry = ({ path, ...page }: Ingredients): CabinetPage => ({
  ...page,
  as: 'nobody',
  path: ({ invitation, passwordLink }) =>
    path.replace('$invitation', invitation).replace('$passwordLink', passwordLink),
});

const ofTenant = ({ path, ...page }: Ingredients): CabinetPage => ({
  ...page,
  as: 'admin',
  path: ({ tenant, lead, deal, event }) =>
    `/t/${tenant}/${path.replace('$lead', lead).replace('$deal', deal).replace('$event', event)}`,
});

const ofOperator = ({ path, ...page }: Ingredients): CabinetPage => ({
  ...page,
  as: 'operator',
  path: () => `/operator/${path}`,
});

/** Every page there is, those with something opened on them too. */
export const cabinetPages: readonly CabinetPage[] = [
  entry({
    name: 'the sign-in',
    slug: 'login',
    path: '/login',
    shown: (page) => page.getByRole('button', { name: 'Войти' }),
  }),
  entry({
    name: 'an invitation',
    slug: 'invite',
    path: '/invite$invitation',
    shown: (page) => page.getByRole('textbox', { name: 'Как вас зовут' }),
  }),
  entry({
    name: 'a new password',
    slug: 'new-password',
    path: '/new-password$passwordLink',
    shown: (page) => page.getByRole('textbox', { name: 'Новый пароль' }),
  }),
  ofTenant({
    name: 'the integrations',
    slug: 'integrations',
    path: 'integrations',
    shown: (page) => page.getByRole('article').nth(1),
  }),
  ofTenant({
    name: 'the settings of Medods',
    slug: 'settings-medods',
    path: 'integrations/medods/settings',
    shown: saved,
  }),
  ofTenant({
    name: 'the settings of ProfSalon',
    slug: 'settings-profsalon',
    path: 'integrations/profsalon/settings',
    shown: saved,
  }),
  ofTenant({
    name: 'the runs',
    slug: 'runs',
    path: 'integrations/medods/runs',
    shown: (page) => page.getByRole('article').getByText('Успешно').first(),
  }),
  ofTenant({ name: 'the events', slug: 'events', path: 'integrations/profsalon/events', shown: row }),
  ofTenant({
    name: 'an event',
    slug: 'event',
    path: 'integrations/profsalon/events?event=$event',
    shown: inDialog('Тело события'),
  }),
  ofTenant({ name: 'the leads', slug: 'leads', path: 'raw/leads', shown: row }),
  ofTenant({ name: 'a lead', slug: 'lead', path: 'raw/leads?open=$lead', shown: inDialog(/Поэтому взят/) }),
  ofTenant({ name: 'the deals', slug: 'deals', path: 'raw/deals', shown: row }),
  ofTenant({ name: 'a deal', slug: 'deal', path: 'raw/deals?open=$deal', shown: inDialog('Создана') }),
  ofTenant({
    name: 'the dashboard',
    slug: 'dashboard',
    path: 'dashboard',
    shown: (page) => page.getByRole('heading', { name: /^Воронка/ }).first(),
  }),
  ofTenant({ name: 'the sites', slug: 'sites', path: 'lists/sites', shown: row }),
  ofTenant({ name: 'the campaigns', slug: 'campaigns', path: 'lists/campaigns', shown: row }),
  ofTenant({ name: 'the sources', slug: 'sources', path: 'lists/sources', shown: row }),
  ofTenant({ name: 'the users', slug: 'users', path: 'users', shown: row }),
  ofTenant({ name: 'the audit log', slug: 'audit', path: 'audit', shown: row }),
  ofOperator({ name: 'the tenants', slug: 'operator-tenants', path: 'tenants', shown: row }),
  ofOperator({
    name: 'the health of all integrations',
    slug: 'operator-health',
    path: 'health',
    shown: row,
  }),
  ofOperator({ name: 'the users of all tenants', slug: 'operator-users', path: 'users', shown: row }),
  ofOperator({ name: 'the audit log of all tenants', slug: 'operator-audit', path: 'audit', shown: row }),
];

const listSchema = z.object({ items: z.array(z.object({ id: z.string() })) });
const linkSchema = z.object({ url: z.url() });

/** What was delivered is read moments later. */
const READ_WITHIN_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 200;

/**
 * Finds something to open in a tenant that has a clinic, a salon and a user, and invites somebody to it.
 *
 * @param call calls the API as the operator, with a path below /api/v1.
 * @throws Error where the tenant has no lead, deal or event, and none comes within a minute.
 */
export async function prepareScene(
  call: (method: string, path: string, body?: unknown) => Promise<unknown>,
  tenant: string,
): Promise<CabinetScene> {
  const deadline = Date.now() + READ_WITHIN_MILLISECONDS;
  const first = async (path: string): Promise<string> => {
    for (;;) {
      const { items } = listSchema.parse(await call('GET', `/tenants/${tenant}/${path}`));
      if (items[0] !== undefined) return items[0].id;
      if (Date.now() > deadline) throw new Error(`the tenant ${tenant} has no ${path}`);
      await delay(POLL_MILLISECONDS);
    }
  };
  const invited = await call('POST', '/invitations', {
    email: `invited@${tenant}.example`,
    role: 'analyst',
    tenantId: tenant,
  });
  const [user] = listSchema.parse(await call('GET', `/users?tenant=${tenant}`)).items;
  if (user === undefined) throw new Error(`the tenant ${tenant} has no users`);
  const forgotten = await call('POST', `/users/${user.id}/password-link`);
  return {
    tenant,
    lead: await first('leads?integration=medods'),
    deal: await first('deals?integration=profsalon'),
    event: await first('integrations/profsalon/events'),
    invitation: new URL(linkSchema.parse(invited).url).hash,
    passwordLink: new URL(linkSchema.parse(forgotten).url).hash,
  };
}
