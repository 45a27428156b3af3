import type { Route } from '../route';
import { healthz } from './healthz';
import { metrics } from './metrics';
import { openapi } from './openapi';
import { readyz } from './readyz';
import { audit } from './v1/audit';
import { allIntegrations } from './v1/integrations';
import { invitations } from './v1/invitations';
import { invitation } from './v1/invitations/_invitation';
import { acceptInvitation } from './v1/invitations/accept';
import { lookUpInvitation } from './v1/invitations/lookup';
import { login } from './v1/login';
import { logout } from './v1/logout';
import { me } from './v1/me';
import { lookUpPasswordLink } from './v1/password-links/lookup';
import { usePasswordLink } from './v1/password-links/use';
import { tenants } from './v1/tenants';
import { tenant } from './v1/tenants/_tenant';
import { campaigns } from './v1/tenants/_tenant/campaigns';
import { tenantComponents } from './v1/tenants/_tenant/components';
import { contacts } from './v1/tenants/_tenant/contacts';
import { dashboard } from './v1/tenants/_tenant/dashboard';
import { deals } from './v1/tenants/_tenant/deals';
import { deal } from './v1/tenants/_tenant/deals/_id';
import { dealHistory } from './v1/tenants/_tenant/deals/_id/history';
import { dealCount } from './v1/tenants/_tenant/deals/count';
import { employees } from './v1/tenants/_tenant/employees';
import { erase } from './v1/tenants/_tenant/erase';
import { funnels } from './v1/tenants/_tenant/funnels';
import { integrations } from './v1/tenants/_tenant/integrations';
import { integration } from './v1/tenants/_tenant/integrations/_integration';
import { activate } from './v1/tenants/_tenant/integrations/_integration/activate';
import { backfill } from './v1/tenants/_tenant/integrations/_integration/backfill';
import { check } from './v1/tenants/_tenant/integrations/_integration/check';
import { deactivate } from './v1/tenants/_tenant/integrations/_integration/deactivate';
import { events } from './v1/tenants/_tenant/integrations/_integration/events';
import { event } from './v1/tenants/_tenant/integrations/_integration/events/_event';
import { replayOne } from './v1/tenants/_tenant/integrations/_integration/events/_event/replay';
import { eventGroups } from './v1/tenants/_tenant/integrations/_integration/events/groups';
import { replayAll } from './v1/tenants/_tenant/integrations/_integration/events/replay';
import { moveFunnel } from './v1/tenants/_tenant/integrations/_integration/funnel/move';
import { rotate } from './v1/tenants/_tenant/integrations/_integration/hook/rotate';
import { pause } from './v1/tenants/_tenant/integrations/_integration/pause';
import { resume } from './v1/tenants/_tenant/integrations/_integration/resume';
import { runs } from './v1/tenants/_tenant/integrations/_integration/runs';
import { run } from './v1/tenants/_tenant/integrations/_integration/runs/_run';
import { cancelRun } from './v1/tenants/_tenant/integrations/_integration/runs/_run/cancel';
import { sync } from './v1/tenants/_tenant/integrations/_integration/sync';
import { testEvent } from './v1/tenants/_tenant/integrations/_integration/test-event';
import { keys } from './v1/tenants/_tenant/keys';
import { leads } from './v1/tenants/_tenant/leads';
import { lead } from './v1/tenants/_tenant/leads/_lead';
import { leadCount } from './v1/tenants/_tenant/leads/count';
import { sites } from './v1/tenants/_tenant/sites';
import { sources } from './v1/tenants/_tenant/sources';
import { users } from './v1/users';
import { user } from './v1/users/_user';
import { passwordLink } from './v1/users/_user/password-link';
import { vendors } from './v1/vendors';

/** Every address of the API; a folder `_name` stands for the parameter `:name`. */
export const routes: readonly Route[] = [
  healthz,
  readyz,
  metrics,
  openapi,
  login,
  logout,
  me,
  users,
  user,
  passwordLink,
  lookUpPasswordLink,
  usePasswordLink,
  invitations,
  invitation,
  lookUpInvitation,
  acceptInvitation,
  audit,
  vendors,
  allIntegrations,
  tenants,
  tenant,
  tenantComponents,
  keys,
  sites,
  campaigns,
  sources,
  integrations,
  integration,
  activate,
  deactivate,
  pause,
  resume,
  check,
  sync,
  backfill,
  runs,
  run,
  cancelRun,
  events,
  eventGroups,
  event,
  replayOne,
  replayAll,
  testEvent,
  moveFunnel,
  rotate,
  dashboard,
  leads,
  leadCount,
  lead,
  deals,
  dealCount,
  deal,
  dealHistory,
  contacts,
  employees,
  funnels,
  erase,
];
