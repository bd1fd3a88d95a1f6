// Runs at the end of `npm ci`: builds what is not built, so that the first start is quick. Without the dev dependencies (a
// production install) or without the sources there is nothing to build, and that is fine.
import { chdir } from 'node:process';
import { join } from 'node:path';
import { buildWhatIsOld } from './build-what-is-old.mjs';

chdir(join(import.meta.dirname, '..'));
process.exitCode = buildWhatIsOld() ? 0 : 1;
