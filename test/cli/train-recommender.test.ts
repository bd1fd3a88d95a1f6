import { writeFileSync } from 'node:fs';
import { asEpochMs } from '../../src/shared/clock';
import { checkerboardShop } from '../support/checkerboard-shop';
import { runCli } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

/** Several processes, one after the other, on a busy machine, in milliseconds. */
jest.setTimeout(180_000);

const DAY_MS = 86_400_000;

describe('trove train recommender', () => {
  const folder = temporaryFolder();
  const trove = (...args: readonly string[]) =>
    runCli(args, { dataDir: folder.path('.'), env: { TROVE_RECOMMENDER_PARTS: 'transitions' } });
  const lastLine = (stdout: string): unknown =>
    JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

  it('learns from what was imported, and lets what passes serve', async () => {
    const { events } = checkerboardShop(asEpochMs(Date.now() - 3 * DAY_MS));
    const lines = events.map(({ eventId, kind, sku, shopper, occurredAt }) =>
      JSON.stringify({ eventId, kind, sku, shopper, occurredAt: new Date(occurredAt) }),
    );
    const skus = [...new Set(events.map(({ sku }) => sku))];
    const products = skus.map((sku) => JSON.stringify({ sku, title: `Field ${sku}` }));
    writeFileSync(folder.path('products.jsonl'), products.join('\n'));
    writeFileSync(folder.path('events.jsonl'), lines.join('\n'));
    expect((await trove('import', 'products', folder.path('products.jsonl'))).exitCode).toBe(0);
    const imported = await trove('import', 'events', folder.path('events.jsonl'));
    expect([imported.exitCode, imported.stderr]).toEqual([0, '']);

    const trained = await trove('train', 'recommender');
    expect(trained.stderr).not.toContain('Error');
    expect(trained.stdout).toMatch(/^Model {7}recommender-\d{8}-\d{6}-[0-9a-f]{8} \(CHAMPION\)\n/);
    expect(trained.stdout).toContain('Verdict     passed\n  It is better: NDCG@10 ');

    const list = await trove('models', 'list', '--kind', 'recommender', '--json');
    expect(lastLine(list.stdout)).toMatchObject({
      models: [{ kind: 'RECOMMENDER', state: 'CHAMPION', data: { source: 'FEEDBACK' } }],
    });
    const back = await trove('models', 'rollback', '--kind', 'recommender');
    expect(back.stdout).toMatch(/^popularity serves again, instead of recommender-/);
  });

  it('says that there is nothing to learn', async () => {
    const { exitCode, stderr } = await trove('train', 'recommender');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('at least 20 are needed');
  });
});
