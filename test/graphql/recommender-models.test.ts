import { asImportRunId } from '../../src/shared/ids';
import { aProduct } from '../support/a-product';
import { eventually } from '../support/eventually';
import { addRecommenders, bundleThatKnows, promoteUntried } from '../support/recommender-bundle';
import { field, runGateway, type RunningGateway } from '../support/running-gateway';
import { temporaryFolder } from '../support/temporary-folder';

const PROMOTE = `mutation ($input: PromoteModelInput!) {
  promoteModel(input: $input) { model { id kind state } userErrors { code field message } } }`;
const ROLL_BACK = `mutation ($input: RollbackModelInput!) {
  rollbackModel(input: $input) { promotion { modelId beforeId action } userErrors { code } } }`;
const START = `mutation ($input: StartTrainingInput!) {
  startTraining(input: $input) { isNew run { kind mode state } userErrors { code } } }`;
const RECORD = `mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { recorded } }`;
const NEXT = `query ($input: RecommendationsInput!) { recommendations(input: $input, first: 3) {
  model edges { node { strategy product { sku } reason { product { sku } } } } } }`;

const reason = 'Ada: a test';

/** Long enough for many answers by each version. */
const ROUNDS = 12;

describe('versions of the recommenders over GraphQL', () => {
  const folder = temporaryFolder();
  let gateway: RunningGateway;

  beforeEach(async () => {
    gateway = await runGateway({ TROVE_DATA_DIR: folder.path('.') });
    const skus = ['seed', 'red-1', 'red-2', 'red-3', 'blue-1', 'blue-2', 'blue-3'];
    const products = skus.map((sku) => aProduct({ sku }));
    await gateway.trove.productStore.upsert(products, asImportRunId('run'));
    await addRecommenders(folder.path('trove.db'), {
      red: await bundleThatKnows([['seed', 'red-1', 'red-2', 'red-3', 'gone']]),
      blue: await bundleThatKnows([['seed', 'blue-1', 'blue-2', 'blue-3']]),
      broken: Uint8Array.of(1, 2, 3),
    });
    const events = [{ eventId: 'e1', kind: 'VIEW', sku: 'seed', shopperId: 'anna' }];
    await gateway.ask(RECORD, { input: { events } });
  });

  afterEach(async () => {
    await gateway.close();
  });

  const promote = async (id: string, force = false) =>
    field(await gateway.ask(PROMOTE, { input: { id, reason, force } }), 'promoteModel');

  /** The version that answered, and the colours of what it gave. */
  const next = async () => {
    const input = { placement: 'NEXT_ITEM', shopperId: 'anna' };
    const { model, edges } = field(await gateway.ask(NEXT, { input }), 'recommendations') as {
      model: string | null;
      edges: { node: { strategy: string; product: { sku: string } } }[];
    };
    const learnt = edges.filter(({ node }) => node.strategy === 'LEARNT');
    return { model, colours: learnt.map(({ node }) => node.product.sku.split('-')[0]) };
  };

  const serves = (model: string) => eventually(async () => (await next()).model === model);

  it('serves what was promoted at once, and what served before when it is rolled back', async () => {
    expect(await next()).toEqual({ model: null, colours: [] });
    expect(await promote('red')).toMatchObject({
      model: { id: 'red', kind: 'RECOMMENDER', state: 'CHAMPION' },
      userErrors: [],
    });
    await serves('red');
    await promote('blue', true);
    await serves('blue');
    const back = await gateway.ask(ROLL_BACK, { input: { kind: 'RECOMMENDER', reason } });
    expect(field(back, 'rollbackModel.promotion')).toEqual({
      modelId: 'red',
      beforeId: 'blue',
      action: 'ROLLED_BACK',
    });
    await serves('red');
    // Products that have gone since the training are passed over.
    expect(await next()).toEqual({ model: 'red', colours: ['red', 'red', 'red'] });
  });

  it('never lets damaged bytes serve, and keeps what served', async () => {
    await promote('red');
    expect(await promote('broken', true)).toMatchObject({
      model: null,
      userErrors: [{ code: 'MODEL_CORRUPT' }],
    });
    await serves('red');
    // Promoted behind the back of the service, as a process of an older version might.
    await promoteUntried(folder.path('trove.db'), 'broken');
    await gateway.trove.recommender.lookAgain();
    await serves('red');
    expect(gateway.trove.recommender.status()).toMatchObject({
      champion: { model: 'red' },
      isBehind: true,
      refused: [{ model: 'broken', code: 'MODEL_CORRUPT' }],
    });
  });

  it('changes over under load without an answer that mixes two versions', async () => {
    await promote('red');
    await serves('red');
    let isDone = false;
    const answers: Awaited<ReturnType<typeof next>>[] = [];
    const customers = Array.from({ length: 4 }, async () => {
      while (!isDone) answers.push(await next());
    });
    for (let round = 0; round < ROUNDS; round += 1) {
      const other = round % 2 === 0 ? 'blue' : 'red';
      await promote(other, true);
      await serves(other);
    }
    isDone = true;
    await Promise.all(customers);

    expect(new Set(answers.map(({ model }) => model))).toEqual(new Set(['red', 'blue']));
    for (const { model, colours } of answers) expect(colours).toEqual([model, model, model]);
  });

  it('tells both kinds apart', async () => {
    const asked = await gateway.ask(`{
      rankers: models { edges { node { id } } }
      recommenders: models(kind: RECOMMENDER) { edges { node { id kind } } }
    }`);
    expect(field(asked, 'rankers.edges')).toEqual([]);
    expect(field(asked, 'recommenders.edges')).toHaveLength(3);
    const rollback = await gateway.ask(ROLL_BACK, { input: { reason } });
    expect(field(rollback, 'rollbackModel.userErrors')).toEqual([{ code: 'NO_EARLIER_MODEL' }]);
    const started = await gateway.ask(START, {
      input: { kind: 'RECOMMENDER', mode: 'FULL', reason },
    });
    expect(field(started, 'startTraining')).toMatchObject({
      isNew: true,
      run: { kind: 'RECOMMENDER', mode: 'FULL', state: 'QUEUED' },
    });
    expect(await gateway.trove.models.trainingRuns('RERANKER', 9, null)).toEqual([]);
  });
});
