// The driver has one dynamic import(), which jest can only load when it is compiled to a require().
const DRIVER_WITH_DYNAMIC_IMPORT = 'mongodb/lib/runtime_adapters\\.js$';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  maxWorkers: 2,
  globalSetup: '<rootDir>/test/system/workflow-bundle.ts',
  globalTeardown: '<rootDir>/test/system/remove-workflow-bundle.ts',
  testTimeout: 120_000,
  transformIgnorePatterns: [`/node_modules/(?!${DRIVER_WITH_DYNAMIC_IMPORT})`],
  transform: {
    [`\\.ts$|${DRIVER_WITH_DYNAMIC_IMPORT}`]: [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
};
