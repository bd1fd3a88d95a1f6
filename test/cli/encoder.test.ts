import { mkdtempSync } from 'node:fs';
import { plantedCatalogue } from '../support/planted-catalogue';
import { runCli, type CliSurroundings } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

const lines = plantedCatalogue(60, 1)
  .map(({ sku, title, categories }) => JSON.stringify({ sku, title, categories }))
  .join('\n');

describe('trove encoder', () => {
  const folder = temporaryFolder();
  let surroundings: CliSurroundings;

  beforeEach(() => {
    surroundings = { dataDir: folder.path('.') };
  });

  const run = (...verbs: readonly string[]) => runCli(['encoder', ...verbs], surroundings);

  it('tells that there is none yet', async () => {
    const { exitCode, stdout } = await run('status');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('No sentence encoder is installed');
    expect(stdout).toContain('There are no vectors of the 0 products yet.');
  });

  it('learns one from the catalogue and encodes all products', async () => {
    await runCli(['import', 'products', '-'], { ...surroundings, input: lines });

    const { exitCode, stdout } = await run('embed', '--json');

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      products: 60,
      installed: null,
      sets: [{ slot: 'catalogue', state: 'SERVING', isUpToDate: true }],
    });
    expect((await run('status')).stdout).toMatch(
      /catalogue catalogue-[0-9a-f]{16}, \d+ numbers each: serve, up to date/,
    );
  });

  it('installs nothing from a folder without the weights, and says so', async () => {
    const empty = mkdtempSync(folder.path('empty-'));
    const { exitCode, stderr } = await runCli(['encoder', 'install', '--from', empty], {
      ...surroundings,
      env: { PATH: '' },
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('ENCODER_UNAVAILABLE');
  });

  it('removes what is not there', async () => {
    const { exitCode, stdout } = await run('remove', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ removed: false });
  });
});
