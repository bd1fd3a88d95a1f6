// Several gateways and workers with real servers on this machine: `npm run topology -- --help`. Builds what is old first.
import { createRequire } from 'node:module';
import { chdir } from 'node:process';
import { join } from 'node:path';
import { buildWhatIsOld } from './build-what-is-old.mjs';
import { stopWithNpm } from './stop-with-npm.mjs';

const house = join(import.meta.dirname, '..');
chdir(house);
if (process.env.npm_lifecycle_event === 'topology') stopWithNpm();
if (buildWhatIsOld()) createRequire(import.meta.url)(join(house, 'dist/fleet/main.js'));
else process.exitCode = 1;
