// From a clone to a running shop: builds what is not built, then serves, with the demo shop when there is no catalogue yet.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chdir } from 'node:process';
import { join } from 'node:path';
import { buildWhatIsOld } from './build-what-is-old.mjs';
import { stopWithNpm } from './stop-with-npm.mjs';

const house = join(import.meta.dirname, '..');
chdir(house);

if (!buildWhatIsOld()) {
  console.error('The build failed; see above. "npm ci" installs what it needs.');
  process.exit(1);
}

const cli = join(house, 'dist', 'src', 'cli', 'main.js');
if (!existsSync(cli)) {
  console.error(
    'There is nothing to start: dist/ is missing and cannot be built without the dev dependencies. Run "npm ci".',
  );
  process.exit(1);
}
if (process.env.npm_lifecycle_event === 'start') stopWithNpm();
process.argv = [process.argv[0], cli, 'serve', '--demo', ...process.argv.slice(2)];
createRequire(import.meta.url)(cli);
