import { asEpochMs } from '../../src/shared/clock';
import { asModelId } from '../../src/shared/ids';
import { aVerdict } from '../support/a-model';
import { eventually } from '../support/eventually';
import { field, runGateway, type RunningGateway } from '../support/running-gateway';
import { addModels } from '../support/servable-models';
import { temporaryFolder } from '../support/temporary-folder';

const KEY = 'a-key-of-enough-length';
const authorization = `Bearer ${KEY}`;

const MODEL = `
  id kind state checksum bytes featureSet data { source lists from to } parentId engine seed
  metrics { name value } trainingRunId createdAt
  verdict { promote reasons championId lists challengerNdcg championNdcg difference { mean low high }
    guardrails { name passed value limit words } }
  shadow { searches }`;

const PROMOTE = `mutation ($input: PromoteModelInput!) {
  promoteModel(input: $input) { model { id state } userErrors { code field message } } }`;
const ROLL_BACK = `mutation ($input: RollbackModelInput!) {
  rollbackModel(input: $input) { promotion { modelId beforeId action reason } userErrors { code field } } }`;
const START = `mutation ($input: StartTrainingInput!) {
  startTraining(input: $input) { isNew run { id state mode reason progress } userErrors { code field } } }`;

const reason = 'Ada: a test';

describe('models over GraphQL', () => {
  const folder = temporaryFolder();
  let gateway: RunningGateway;

  beforeEach(async () => {
    const at = (createdAt: number) => ({ createdAt: asEpochMs(createdAt) });
    gateway = await runGateway({ TROVE_ADMIN_KEY: KEY, TROVE_DATA_DIR: folder.path('.') });
    await addModels(folder.path('.'), [
      { facts: { id: asModelId('good'), ...at(1000) } },
      {
        facts: { id: asModelId('worse'), ...at(2000) },
        verdict: aVerdict({ promote: false, reasons: ['It is worse.'] }),
      },
      { facts: { id: asModelId('broken'), ...at(3000) }, bytes: Uint8Array.of(1, 2, 3) },
      { facts: { id: asModelId('alien'), featureSet: 'features-of-mars', ...at(4000) } },
    ]);
  });

  afterEach(async () => {
    await gateway.close();
  });

  const ask = (query: string, variables: object = {}) =>
    gateway.ask(query, { ...variables }, { authorization });
  const promote = (id: string, force = false) =>
    ask(PROMOTE, { input: { id, reason, force } }).then((answer) => field(answer, 'promoteModel'));
  const serving = async () =>
    field(
      await ask('{ rankingStatus { champion { modelId } } }'),
      'rankingStatus.champion.modelId',
    ) ?? null;

  it.each([
    ['models', '{ models { edges { node { id } } } }'],
    ['model', '{ model(id: "good") { id } }'],
    ['modelComparison', '{ modelComparison(left: "good", right: "worse") { left { id } } }'],
    ['modelPromotions', '{ modelPromotions { modelId } }'],
    ['trainingRuns', '{ trainingRuns { edges { node { id } } } }'],
    ['trainingRun', '{ trainingRun(id: "x") { id } }'],
    ['rankingStatus', '{ rankingStatus { engine } }'],
    [
      'promoteModel',
      'mutation { promoteModel(input: { id: "good", reason: "x" }) { model { id } } }',
    ],
    ['rollbackModel', 'mutation { rollbackModel(input: { reason: "x" }) { promotion { at } } }'],
    ['startTraining', 'mutation { startTraining(input: { reason: "x" }) { run { id } } }'],
  ])('%s is for those who hold the key', async (_, query) => {
    for (const headers of [{}, { authorization: `${authorization}x` }]) {
      const { errors } = await gateway.ask(query, {}, headers);
      expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
    }
    expect((await ask(query)).errors).toEqual([]);
  });

  it('are told whole', async () => {
    const answer = await ask(`{ model(id: "good") { ${MODEL} } }`);

    expect(answer.errors).toEqual([]);
    expect(field(answer, 'model')).toMatchObject({
      id: 'good',
      kind: 'RERANKER',
      state: 'SHADOW',
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      data: {
        source: 'FEEDBACK',
        lists: 240,
        from: '1970-01-01T00:00:01.000Z',
        to: '1970-01-01T00:00:09.000Z',
      },
      metrics: [
        { name: 'validationNdcg', value: 0.61 },
        { name: 'epochs', value: 12 },
      ],
      parentId: null,
      createdAt: '1970-01-01T00:00:01.000Z',
      verdict: {
        promote: true,
        championId: null,
        difference: { mean: 0.03, low: 0.01, high: 0.05 },
        guardrails: [{ name: 'FINITE_SCORES', passed: true }],
      },
      shadow: null,
    });
    for (const id of ['nobody', 'a\u0000', '', 'x'.repeat(1000)]) {
      const none = await ask(
        'query ($id: ID!) { model(id: $id) { id } trainingRun(id: $id) { id } }',
        { id },
      );
      expect([none.errors, none.data]).toEqual([[], { model: null, trainingRun: null }]);
    }
  });

  it('come page by page, the latest first', async () => {
    const page = `query ($after: String) {
      models(first: 3, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
    const first = await ask(page);
    const after = field(first, 'models.pageInfo.endCursor');
    const second = await ask(page, { after });

    const ids = [first, second].map((answer) =>
      (field(answer, 'models.edges') as { node: { id: string } }[]).map(({ node }) => node.id),
    );
    expect(ids).toEqual([['alien', 'broken', 'worse'], ['good']]);
    expect(field(first, 'models.pageInfo.hasNextPage')).toBe(true);
    expect(field(second, 'models.pageInfo.hasNextPage')).toBe(false);
    for (const after of ['nonsense', Buffer.from('models:a\u0000').toString('base64url')]) {
      const { errors } = await ask(page, { after });
      expect(errors[0]?.extensions['code']).toBe('CURSOR_INVALID');
    }
  });

  it('serve once they are promoted, without a restart, and no longer once they are rolled back', async () => {
    expect(await promote('good')).toEqual({
      model: { id: 'good', state: 'CHAMPION' },
      userErrors: [],
    });
    await eventually(async () => (await serving()) === 'good');
    const health = await fetch(`${gateway.address}/health/ready`).then((answer) => answer.json());
    expect(health).toMatchObject({
      status: 'ok',
      ranking: { engine: expect.any(String) as string, model: 'good', behind: false },
    });

    const back = await ask(ROLL_BACK, { input: { reason } });
    expect(field(back, 'rollbackModel')).toEqual({
      promotion: { modelId: null, beforeId: 'good', action: 'ROLLED_BACK', reason },
      userErrors: [],
    });
    await eventually(async () => (await serving()) === null);
    const again = await ask(ROLL_BACK, { input: { reason } });
    expect(field(again, 'rollbackModel')).toEqual({
      promotion: null,
      userErrors: [{ code: 'NO_EARLIER_MODEL', field: null }],
    });
    const history = await ask('{ modelPromotions { modelId action } }');
    expect(field(history, 'modelPromotions')).toEqual([
      { modelId: null, action: 'ROLLED_BACK' },
      { modelId: 'good', action: 'PROMOTED' },
    ]);
  });

  it('that were refused serve by force only', async () => {
    expect(await promote('worse')).toEqual({
      model: null,
      userErrors: [
        {
          code: 'MODEL_REFUSED',
          field: 'id',
          message: expect.stringContaining('It is worse.') as string,
        },
      ],
    });
    expect(await serving()).toBeNull();
    expect(await promote('worse', true)).toMatchObject({ model: { state: 'CHAMPION' } });
  });

  it.each([
    ['broken', 'MODEL_CORRUPT'],
    ['alien', 'MODEL_INCOMPATIBLE'],
    ['nobody', 'UNKNOWN_MODEL'],
  ])('that no gateway could load, such as %s, never serve', async (id, code) => {
    await promote('good');
    expect(await promote(id, true)).toMatchObject({
      model: null,
      userErrors: [{ code, field: 'id' }],
    });
    await eventually(async () => (await serving()) === 'good');
  });

  it('are not promoted without a reason', async () => {
    const answer = await ask(PROMOTE, { input: { id: 'good', reason: ' ' } });
    expect(field(answer, 'promoteModel')).toMatchObject({
      model: null,
      userErrors: [{ code: 'INVALID_INPUT', field: 'reason' }],
    });
  });

  it('are compared side by side', async () => {
    const answer = await ask(
      '{ modelComparison(left: "good", right: "worse") { left { id } right { verdict { promote } } } }',
    );
    expect(field(answer, 'modelComparison')).toEqual({
      left: { id: 'good' },
      right: { verdict: { promote: false } },
    });
    const { errors } = await ask(
      '{ modelComparison(left: "good", right: "nobody") { left { id } } }',
    );
    expect(errors[0]?.extensions['code']).toBe('UNKNOWN_MODEL');
  });

  it('are trained when asked for, one at a time', async () => {
    const first = await ask(START, { input: { mode: 'FULL', reason } });
    expect(field(first, 'startTraining')).toEqual({
      isNew: true,
      run: {
        id: expect.any(String) as string,
        state: 'QUEUED',
        mode: 'FULL',
        reason,
        progress: 0,
      },
      userErrors: [],
    });
    const second = await ask(START, { input: { reason } });
    const id = field(first, 'startTraining.run.id');
    expect(field(second, 'startTraining')).toMatchObject({
      isNew: false,
      run: { id, mode: 'FULL' },
    });

    const runs = await ask('{ trainingRuns { edges { node { id mode } } } }');
    expect(field(runs, 'trainingRuns.edges')).toEqual([{ node: { id, mode: 'FULL' } }]);
    const run = await ask('query ($id: ID!) { trainingRun(id: $id) { reason } }', { id });
    expect(field(run, 'trainingRun')).toEqual({ reason });
  });
});
