// Kills a fleet while it works, or rebuilds its index under load: `npm run chaos -- kills`, `npm run chaos -- rebuild`. Builds what is
// old first. Exit code 0 when nothing was lost.
import { join } from 'node:path';
import { buildWhatIsOld } from './build-what-is-old.mjs';
import { run } from './run.mjs';

const program = join('dist', 'bench', 'chaos', 'main.js');
process.exitCode = buildWhatIsOld() && run('node', [program, ...process.argv.slice(2)]) ? 0 : 1;
