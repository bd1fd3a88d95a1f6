// The one command that tells whether the house is in order: format, lint, types, then every test.
import { run } from './run.mjs';

const steps = [
  ['format', ['npm', 'run', '--silent', 'format:check']],
  ['lint', ['npm', 'run', '--silent', 'lint']],
  ['types', ['npm', 'run', '--silent', 'types']],
  ['tests', ['npm', 'test', '--silent']],
];

const failed = steps
  .filter(([name, [command, ...args]]) => {
    console.log(`\n── ${name}`);
    return !run(command, args);
  })
  .map(([name]) => name);

if (failed.length > 0) console.error(`\nNot in order: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
