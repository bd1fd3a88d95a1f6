import { existsSync } from 'node:fs';
import packaged from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';
import { mayBeMissing } from './missing-service';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** No sandbox, because containers forbid it; nothing that calls home, because tests watch every request. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const REMEDY =
  'Browser tests need Chromium. Give the path of one in CHROMIUM_PATH, install the package "chromium", or run `npm ci` on ' +
  'Linux x64, which brings one; ALLOW_MISSING=chromium leaves these tests out.';

/** `describe` for suites in a browser: left out when there is none and that is allowed. */
export const describeChromium: typeof describe.skip =
  mayBeMissing('chromium') && installed() === undefined ? describe.skip : describe;

/** The real browser, headless: the one of CHROMIUM_PATH, an installed one, or the one that came with the packages. */
export async function startChromium(): Promise<Browser> {
  try {
    const executablePath = installed() ?? (await packaged.executablePath());
    return await chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
  } catch (error) {
    throw new Error(REMEDY, { cause: error });
  }
}

/** A path that is given must be right; it is not passed over. */
function installed(): string | undefined {
  return process.env['CHROMIUM_PATH'] ?? INSTALLED.find((path) => existsSync(path));
}
