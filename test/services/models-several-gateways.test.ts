import { asModelId } from '../../src/shared/ids';
import { eventually } from '../support/eventually';
import { describeRedis, startRedis, type RedisServer } from '../support/redis';
import { runCli } from '../support/cli';
import { runGateway, type RunningGateway } from '../support/running-gateway';
import { addModels } from '../support/servable-models';
import { temporaryFolder } from '../support/temporary-folder';

const PROMOTE = `mutation ($input: PromoteModelInput!) {
  promoteModel(input: $input) { model { state } userErrors { message } } }`;

/** Gateways look by themselves only every half minute: what is seen within fifteen seconds was heard. */
describeRedis('models of several gateways on one Redis', () => {
  const folder = temporaryFolder();
  const running: RunningGateway[] = [];
  let redis: RedisServer | undefined;

  beforeAll(async () => {
    redis = await startRedis({ own: true });
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((gateway) => gateway.close()));
  });
  afterAll(async () => {
    await redis?.stop();
  });

  const start = async (): Promise<RunningGateway> => {
    const gateway = await runGateway({
      REDIS_URL: redis?.url,
      TROVE_DATA_DIR: folder.path('.'),
    });
    running.push(gateway);
    return gateway;
  };
  const serving = (gateway: RunningGateway) =>
    gateway.trove.rankingStatus().champion?.model ?? null;

  it('change in all of them when one, or the command line, promotes or rolls back', async () => {
    const [a, b] = [asModelId('reranker-a'), asModelId('reranker-b')];
    await addModels(folder.path('.'), [{ facts: { id: a } }, { facts: { id: b } }]);
    const [one, other] = [await start(), await start()];
    const both = (model: string | null) => () => serving(one) === model && serving(other) === model;

    const answer = await one.ask(PROMOTE, { input: { id: a, reason: 'Ada' } });
    expect([answer.errors, answer.data]).toEqual([
      [],
      { promoteModel: { model: { state: 'CHAMPION' }, userErrors: [] } },
    ]);
    await eventually(both(a));

    const cli = (...args: readonly string[]) =>
      runCli(['models', ...args], {
        dataDir: folder.path('.'),
        env: { REDIS_URL: redis?.url ?? '' },
      });
    expect(await cli('promote', b, '--force')).toMatchObject({ exitCode: 0, stderr: '' });
    await eventually(both(b));
    expect(await cli('rollback')).toMatchObject({ exitCode: 0, stderr: '' });
    await eventually(both(a));
  });
});
