import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The compiled program of a thread in a room of the workshop: in the same tree once everything is compiled, under `dist` while tests run
 * the sources.
 */
export function threadProgram(room: string, name: string): string {
  const beside = join(__dirname, '..', room, `${name}.js`);
  if (existsSync(beside)) return beside;
  return join(__dirname, '../../dist/ml-models', room, `${name}.js`);
}
