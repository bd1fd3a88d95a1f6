// Benchmarks: `npm run bench -- import search-http search-layers record-events plain-fts5`. Builds what is old first.
import { join } from 'node:path';
import { buildWhatIsOld } from './build-what-is-old.mjs';
import { run } from './run.mjs';

const benched =
  buildWhatIsOld() && run('node', [join('dist', 'bench', 'main.js'), ...process.argv.slice(2)]);
process.exitCode = benched ? 0 : 1;
