/**
 * The arrows that may exist between the parts of the product, and what keeps workflows and
 * rules pure. The parser is swc's: the compiler's own programming interface is gone since TypeScript 7.
 * It does not tell `import type` from `import`, so types count as arrows too; the one place where the
 * difference matters (workflows know the types of activities) is checked in dev/checks.
 */

/** The parts of src/, each with the other parts it may import. */
const ARROWS = {
  domain: [],
  workflows: ['domain', 'activities'],
  vendors: ['domain'],
  platform: ['domain'],
  storage: ['domain', 'platform'],
  activities: ['vendors', 'storage', 'domain', 'platform'],
  api: ['domain', 'storage', 'platform', 'vendors/registry\\.ts$'],
};

const arrowRules = Object.entries(ARROWS).map(([part, targets]) => ({
  name: `arrows-of-${part}`,
  comment: `src/${part} may import only itself and ${targets.join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `^src/${part}/` },
  to: {
    path: '^src/',
    pathNot: [part, ...targets].map((target) => `^src/${target}${target.endsWith('$') ? '' : '/'}`),
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrowRules,
    {
      name: 'no-arrow-across-vendors',
      comment: 'A vendor knows nothing of another vendor.',
      severity: 'error',
      from: { path: '^src/vendors/([^/]+)/' },
      to: { path: '^src/vendors/', pathNot: '^src/vendors/($1/|[^/]+\\.ts$)' },
    },
    {
      name: 'registry-only-reads-settings',
      comment:
        'The registry is for the API too, so it takes from a vendor its settings and nothing that does I/O.',
      severity: 'error',
      from: { path: '^src/vendors/registry\\.ts$' },
      to: { path: '^src/vendors/[^/]+/', pathNot: '^src/vendors/[^/]+/settings\\.ts$' },
    },
    {
      name: 'registry-reaches-no-io',
      comment: 'What the registry reaches are schemas: nothing of Node.js, and of packages only pure ones.',
      severity: 'error',
      from: { path: '^src/vendors/registry\\.ts$' },
      to: { reachable: true, pathNot: ['^src/', '(^|/)node_modules/(zod|luxon|libphonenumber-js)/'] },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Rules use neither Node.js nor packages, but the one that knows the phone numbers of the world.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/', '(^|/)node_modules/libphonenumber-js/'] },
    },
    {
      name: 'workflows-are-deterministic',
      comment: 'Workflows use neither Node.js nor packages, but those made for workflows.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: { pathNot: ['^src/', '(^|/)node_modules/@temporalio/(workflow|common)/'] },
    },
    {
      name: 'src-stands-alone',
      comment: 'The product knows nothing of its cabinet, local stack, tests and benchmarks.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(dev|test|bench|web)/' },
    },
    {
      name: 'simulators-know-only-the-vendor',
      comment:
        'A simulator is written from the vendor documents alone, so that it cannot share our mistakes.',
      severity: 'error',
      from: { path: '^dev/simulators/' },
      to: { path: '^(src|test|bench)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that import each other cannot be understood one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-missing',
      comment: 'What cannot be found cannot be judged.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages-in-src',
      comment: 'Packages that are installed for development only are not there in production.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    parser: 'swc',
    // The cabinet is checked in dev/checks: this parser does not read TSX.
    doNotFollow: { path: ['node_modules', '^web/'] },
    builtInModules: { add: [] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
