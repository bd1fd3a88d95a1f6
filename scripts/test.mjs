// All tests that need nothing but this machine; with `--services` those on Elasticsearch and Redis instead. Other arguments go
// to Jest: `npm test -- search`. The last line reads `N passed, N failed`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhatIsOld } from './build-what-is-old.mjs';
import { run } from './run.mjs';

const SERVICES = '<rootDir>/test/services/';
const onServices = process.argv.includes('--services');
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--services');
const datasets = process.env.TROVE_DATASETS ?? '../shared/datasets';
const haveDatasets = existsSync(join(datasets, 'icecat-electronics'));
const folder = mkdtempSync(join(tmpdir(), 'trove-test-'));
const report = join(folder, 'report.json');

try {
  process.exitCode = build() && test() ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Tests start the command line and the gateway as separate processes, so both are built first. */
function build() {
  const built = buildWhatIsOld();
  if (!built) console.log('The build failed; no test was run.\n0 passed, 1 failed');
  return built;
}

function test() {
  const leftOut = [
    ...(haveDatasets ? [] : ['<rootDir>/test/data/']),
    ...(onServices ? [] : [SERVICES]),
  ];
  const passed = run('node', [
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${report}`,
    ...leftOut.map((folder) => `--testPathIgnorePatterns=${folder}`),
    ...(onServices ? ['--roots=<rootDir>/test/services'] : []),
    ...jestArguments,
  ]);
  summarise();
  return passed;
}

function summarise() {
  if (!onServices) {
    console.log(
      '\nNOT RUN: test/services, on Elasticsearch and Redis; npm run test:services does.',
    );
  }
  if (!haveDatasets && !onServices) {
    console.log(
      `\nNOT RUN: test/data, because there are no data sets in ${datasets}. Set TROVE_DATASETS to their folder.`,
    );
  }
  if (process.env.ALLOW_MISSING) {
    console.log(
      `\nALLOW_MISSING is set: tests that need ${process.env.ALLOW_MISSING} may not have run.`,
    );
  }
  if (!existsSync(report)) {
    console.log('0 passed, 1 failed');
    return;
  }
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  // A suite that cannot even start has no tests to count; it must not look green.
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  const skipped = counts.numPendingTests + counts.numTodoTests;
  const tail = skipped === 0 ? '' : `, ${skipped} skipped`;
  console.log(`\n${counts.numPassedTests} passed, ${failed} failed${tail}`);
}
