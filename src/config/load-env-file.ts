import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

const FILE = '.env';

/** Lays the settings of `.env` in the folder of the call under those of the environment, which win. Without a file nothing happens. */
export function loadEnvFileHere(): void {
  if (existsSync(FILE)) loadEnvFile(FILE);
}
