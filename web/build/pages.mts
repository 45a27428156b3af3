/** What a browser needs to show a page that nobody has opened in it before. */
export interface FirstLoad {
  /** As the router knows it; `$name` stands for any one segment. */
  readonly path: string;
  /** What it is drawn by beside the frame, below `src/`. */
  readonly modules: readonly string[];
  /**
   * What it asks the API for at once, exactly as it asks; a `$name` is filled in from the path. Those with
   * a query are asked for only where the page's own address has none: it would narrow them.
   */
  readonly answers: readonly string[];
}

const ENTRY: readonly FirstLoad[] = [
  { path: '/login', modules: ['routes/login.tsx'], answers: [] },
  { path: '/invite', modules: ['routes/invite.tsx'], answers: [] },
  { path: '/new-password', modules: ['routes/new-password.tsx'], answers: [] },
];

const ME = '/api/v1/me';
const VENDORS = '/api/v1/vendors';
const TENANT = '/api/v1/tenants/$tenant';
const INTEGRATION = `${TENANT}/integrations/$integration`;

/** A page in the frame: who looks at it decides what the frame shows. */
function framed(path: string, modules: readonly string[], answers: readonly string[] = []): FirstLoad {
  return { path, modules: ['frame/AppFrame.tsx', ...modules], answers: [ME, ...answers] };
}

const integrationPage = (name: string, ...answers: readonly string[]): FirstLoad =>
  framed(
    `/t/$tenant/integrations/$integration/${name}`,
    ['routes/integration.tsx', `routes/integration-${name}.tsx`],
    [VENDORS, INTEGRATION, ...answers],
  );

const listPage = (name: string): FirstLoad =>
  framed(`/t/$tenant/lists/${name}`, [`routes/lists/${name}.tsx`], [`${TENANT}/${name}?limit=200`]);

/** Every page there is: the build fails for one that is not here. */
export const pages: readonly FirstLoad[] = [
  ...ENTRY,
  framed('/', ['routes/home.tsx']),
  framed('/t/$tenant/dashboard', ['routes/dashboard/dashboard.tsx']),
  framed('/t/$tenant/integrations', ['routes/integrations.tsx'], [VENDORS, `${TENANT}/integrations`]),
  integrationPage('settings'),
  integrationPage('runs'),
  integrationPage('events'),
  framed('/t/$tenant/raw/leads', ['routes/raw/leads.tsx'], [`${TENANT}/leads?limit=100`]),
  framed('/t/$tenant/raw/deals', ['routes/raw/deals.tsx'], [`${TENANT}/deals?limit=100`]),
  listPage('sites'),
  listPage('campaigns'),
  listPage('sources'),
  framed('/t/$tenant/users', ['routes/people/users.tsx']),
  framed('/t/$tenant/audit', ['routes/people/audit.tsx']),
  framed('/operator/tenants', ['routes/operator/tenants.tsx']),
  framed('/operator/health', ['routes/operator/health.tsx']),
  framed('/operator/users', ['routes/operator/users.tsx']),
  framed('/operator/audit', ['routes/operator/audit.tsx']),
];
