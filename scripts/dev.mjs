// Rebuilds the server when a source changes, and restarts it when the build has changed.
import { spawn } from 'node:child_process';
import { buildWhatIsOld } from './build-what-is-old.mjs';

if (!buildWhatIsOld()) process.exit(1);

const children = [
  start('node_modules/.bin/tsc', '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'),
  start(
    process.execPath,
    '--watch-path=dist/src',
    '--watch-path=dist/schema',
    '--watch-path=dist/resolvers',
    'dist/src/cli/main.js',
    'serve',
    '--demo',
  ),
];

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}

function start(command, ...args) {
  return spawn(command, args, { stdio: 'inherit' });
}
