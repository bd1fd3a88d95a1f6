// All tests. Servers that they need and nobody gives are started: PostgreSQL, Elasticsearch, Redis. Arguments go to Jest:
// `npm test -- search`. The last line reads `N passed, N failed`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildWhatIsOld } from './build-what-is-old.mjs';
import { run } from './run.mjs';

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
  const passed = run('node', [
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${report}`,
    ...(haveDatasets ? [] : ['--testPathIgnorePatterns=<rootDir>/test/data/']),
    ...process.argv.slice(2),
  ]);
  summarise();
  return passed;
}

function summarise() {
  if (!haveDatasets) {
    console.log(
      `\nNOT RUN: test/data, because there are no data sets in ${datasets}. Set TROVE_DATASETS to their folder.`,
    );
  }
  if (!existsSync(report)) {
    console.log('0 passed, 1 failed');
    return;
  }
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  for (const { name, assertionResults } of counts.testResults) {
    const left = assertionResults.filter(({ status }) => status === 'pending').length;
    if (left > 0) console.log(`NOT RUN: ${left} of ${relative('.', name)}${reason()}`);
  }
  // A suite that cannot even start has no tests to count; it must not look green.
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  const skipped = counts.numPendingTests + counts.numTodoTests;
  const tail = skipped === 0 ? '' : `, ${skipped} skipped`;
  console.log(`\n${counts.numPassedTests} passed, ${failed} failed${tail}`);
}

function reason() {
  const allowed = process.env.ALLOW_MISSING;
  return allowed ? `, as ALLOW_MISSING=${allowed} allows` : '';
}
