import { runCli, type CliSurroundings } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

const PRODUCTS = '{"sku":"a","title":"Anvil"}\n{"sku":"b","title":"Bolt"}\n';

describe('trove index, on the embedded index', () => {
  const folder = temporaryFolder();
  let surroundings: CliSurroundings;

  beforeEach(() => {
    surroundings = { dataDir: folder.path('.') };
  });

  it('tells that index and catalogue agree', async () => {
    await runCli(['import', 'products', '-'], { ...surroundings, input: PRODUCTS });

    const { exitCode, stdout } = await runCli(['index', 'status', '--json'], surroundings);

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ engine: 'embedded', products: 2, problems: [] });
    expect((await runCli(['index', 'status'], surroundings)).stdout).toBe(
      'Embedded index, 2 products in the catalogue. It holds what the catalogue holds.\n',
    );
  });

  it('makes the index anew', async () => {
    await runCli(['import', 'products', '-'], { ...surroundings, input: PRODUCTS });

    const { exitCode, stdout } = await runCli(['index', 'rebuild', '--json'], surroundings);

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ engine: 'embedded', products: 2 });
  });

  it.each(['rollback', 'failed', 'replay'])('says why there is no %s', async (verb) => {
    const { exitCode, stdout, stderr } = await runCli(['index', verb], surroundings);

    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('The embedded index is part of the database');
  });
});
