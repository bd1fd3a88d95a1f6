import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describeChromium, startChromium } from '../support/chromium';
import { readyOperation, readyOperationNames } from '../support/ready-operations';
import { runGateway, type RunningGateway } from '../support/running-gateway';

const built = existsSync(join(__dirname, '../../dist/web/index.html'));

/** Everything that a page did besides showing itself. */
interface Witness {
  readonly requests: string[];
  readonly complaints: string[];
}

function watch(page: Page): Witness {
  const witness: Witness = { requests: [], complaints: [] };
  page.on('request', (request) => witness.requests.push(request.url()));
  page.on('requestfailed', (request) => witness.complaints.push(`failed: ${request.url()}`));
  page.on('pageerror', (error) => witness.complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') witness.complaints.push(message.text());
  });
  return witness;
}

describeChromium('GraphiQL', () => {
  let gateway: RunningGateway;
  let browser: Browser | undefined;

  beforeAll(async () => {
    if (!built) throw new Error('GraphiQL is not built. Run "npm run build:web" first.');
    gateway = await runGateway({ NODE_ENV: 'development' });
    const { query, variables } = readyOperation('import-products');
    await gateway.ask(query, variables);
    browser = await startChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await gateway.close();
  });

  it('opens with the ready examples, runs the first, and asks nobody else', async () => {
    if (!browser) throw new Error('The browser does not run yet.');
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const witness = watch(page);
    await page.goto(`${gateway.address}/graphiql/`);
    await page.getByRole('tab', { name: 'SearchWithTypo' }).waitFor();
    expect(await page.getByRole('tab').count()).toBeGreaterThanOrEqual(
      readyOperationNames().length,
    );
    const firstLine = page.locator('.graphiql-query-editor .view-line', { hasText: 'Welcome' });
    await firstLine.first().waitFor();

    await page.getByRole('button', { name: /Execute query/ }).click();
    const result = page.locator('.graphiql-response');
    await result.getByText('"searchId"').waitFor();
    expect(await result.textContent()).toContain('Harbour');

    expect(witness.complaints).toEqual([]);
    expect(witness.requests.length).toBeGreaterThan(5);
    const elsewhere = witness.requests.filter(
      (url) => !url.startsWith(gateway.address) && !/^(data|blob):/.test(url),
    );
    expect(elsewhere).toEqual([]);
    await page.close();
  });
});
