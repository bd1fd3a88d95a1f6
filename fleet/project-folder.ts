import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this checkout, also from the compiled code below dist/. */
export function projectFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
