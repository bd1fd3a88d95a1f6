const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  // Also on a small machine two at a time: one of them usually waits for a server.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // What suites leave in memory goes with their worker.
  workerIdleMemoryLimit: '1GB',
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['reflect-metadata'],
  transform: {
    '^.+\\.m?[jt]s$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          target: 'es2023',
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
          keepClassNames: true,
        },
        module: { type: 'commonjs', ignoreDynamic: true },
      },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(hyparquet|hyparquet-compressors|hysnappy|stemmer|fzstd|htmlparser2|entities|dom[a-z]+|dom-serializer)/)',
  ],
  testTimeout: 60_000,
};
