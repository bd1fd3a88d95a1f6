import { existsSync } from 'node:fs';
import type Packaged from '@sparticuz/chromium';
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
    const executablePath = installed() ?? (await unpacked());
    return await chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
  } catch (error) {
    throw new Error(REMEDY, { cause: error });
  }
}

/** A path that is given must be right; it is not passed over. */
function installed(): string | undefined {
  return process.env['CHROMIUM_PATH'] ?? INSTALLED.find((path) => existsSync(path));
}

/**
 * Unpacks the browser that came with the packages into the folder for temporary files, once. It brings the libraries that a
 * bare machine lacks (NSS and its kin), but only where it takes itself to be on AWS Lambda, and it looks when it is loaded.
 */
async function unpacked(): Promise<string> {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above: not before the line above
  const packaged = require('@sparticuz/chromium') as typeof Packaged;
  return packaged.executablePath();
}
