import { writeFileSync } from 'node:fs';
import type { SimulationReport } from '../../src/simulation/simulate';
import { runCli } from '../support/cli';
import { runGateway, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';
import { temporaryFolder } from '../support/temporary-folder';

const JUDGMENTS = `query,product_id,grade
canon camera,CAM-1,3
mirrorless camera,CAM-2,3
sony,CAM-2,2
`;

describe('trove simulate', () => {
  const folder = temporaryFolder();
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await runGateway();
    await importSmallCatalogue(gateway);
  });

  afterAll(async () => {
    await gateway.close();
  });

  beforeEach(() => {
    writeFileSync(folder.path('judgments.csv'), JUDGMENTS);
  });

  const simulate = (...args: readonly string[]) =>
    runCli(
      ['simulate', '--judgments', 'judgments.csv', '--folds', '3', '--sessions', '20', ...args],
      { dataDir: folder.path('.') },
    );

  it('visits a gateway elsewhere and reports by group of queries', async () => {
    const { exitCode, stdout } = await simulate('--url', `${gateway.address}/graphql`, '--json');
    expect(exitCode).toBe(0);
    const { simulated, train, test, failed } = JSON.parse(stdout) as SimulationReport;
    expect(simulated).toBe(true);
    expect(failed).toBe(0);
    expect([train.queries, test.queries]).toEqual([2, 1]);
    expect(train.traffic.searches).toBeGreaterThanOrEqual(20);
    expect(test.traffic.searches).toBe(0);
    expect(test.inTheEnd?.byQuery).toHaveLength(1);
  });

  it('says first that nobody was there, and with which model of clicks', async () => {
    const { stdout } = await simulate('--url', gateway.address, '--eta', '0.5', '--bots', '7');
    expect(stdout).toMatch(/^SIMULATION: these shoppers are made up/);
    expect(stdout).toContain('place p is looked at with chance p^-0.5');
    expect(stdout).toMatch(/^ {2}queries {31}2 {25}1$/m);
    expect(stdout).toMatch(/7 searches and \d+ clicks of robots \(FLOOD\)/);
  });

  it('refuses what makes no sense as a wrong command', async () => {
    expect(await simulate('--queries', 'some')).toMatchObject({ exitCode: 2 });
    expect(await simulate('--noise', '2')).toMatchObject({ exitCode: 2 });
    expect(await simulate('--url', 'localhost')).toMatchObject({ exitCode: 2 });
  });

  it('fails where nobody answers, and for a fold that is not there', async () => {
    const nobody = await simulate('--url', 'http://127.0.0.1:1');
    expect(nobody.exitCode).toBe(1);
    expect(nobody.stderr).toContain('No gateway of Trove answers at "http://127.0.0.1:1"');
    const fold = await simulate('--url', gateway.address, '--fold', '4');
    expect(fold.exitCode).toBe(1);
    expect(fold.stderr).toContain('There is no fold 4 of 3');
  });
});
