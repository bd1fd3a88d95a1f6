// Runs a command with its output on the terminal and answers whether it went well.
import { spawnSync } from 'node:child_process';

/** @returns {boolean} true when the command exits with 0 */
export function run(command, args, environment = {}) {
  const ended = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return ended.status === 0;
}
