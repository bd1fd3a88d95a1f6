import autocannon from 'autocannon';
import { readConfig } from '../../src/config/read-config';
import { openTrove, type Trove } from '../../src/server/composition-root';
import { openGateway } from '../../src/server/graphql-server';
import { machine } from '../../src/server/surroundings';
import { BENCH_MODELS, CALM } from './prepared-shop';

const SEARCHES_PER_SECOND = 100;
const CONNECTIONS = 16;
const SECONDS = 10;
const SWAP_EVERY_MS = 500;

const OPERATION = `query ($text: String!) { search(first: 10, input: { text: $text }) {
  ranking { mode model } degraded edges { node { explanation { model } product { sku } } } } }`;

/** What came of searching while models change. */
export interface SwapOutcome {
  readonly answered: number;
  readonly swaps: number;
  readonly failed: number;
  /** Answers whose hits were not all scored by the model that the answer names. */
  readonly mixed: number;
  /** Answers in keyword order because the model was too late. */
  readonly late: number;
  readonly models: number;
}

interface Body {
  readonly data?: {
    readonly search: {
      readonly ranking: { readonly mode: string; readonly model: string | null };
      readonly degraded: readonly string[];
      readonly edges: readonly {
        readonly node: { readonly explanation: { readonly model: string | null } };
      }[];
    };
  };
}

/** Changes the champion twice a second while a hundred searches a second come in. */
export async function swapUnderLoad(
  dataDir: string,
  texts: readonly string[],
): Promise<SwapOutcome> {
  const config = readConfig({ TROVE_DATA_DIR: dataDir, PORT: '0', NODE_ENV: 'test', ...CALM });
  const trove = await openTrove(config);
  const gateway = await openGateway(trove, config, machine);
  try {
    await trove.semantics.spaces.lookAgain();
    await search(gateway.address, texts, 2, () => undefined);
    return await underLoad(trove, gateway.address, texts);
  } finally {
    await gateway.close();
    await trove.close();
  }
}

async function underLoad(
  trove: Trove,
  address: string,
  texts: readonly string[],
): Promise<SwapOutcome> {
  let swaps = 0;
  const swapping = setInterval(() => void swap(trove).then(() => (swaps += 1)), SWAP_EVERY_MS);
  const seen = new Set<string | null>();
  const counts = { answered: 0, mixed: 0, late: 0, wrong: 0 };
  const errors = await search(address, texts, SECONDS, (body) => {
    counts.answered += 1;
    const answer = body.data?.search;
    if (!answer) {
      counts.wrong += 1;
      return;
    }
    const { model } = answer.ranking;
    seen.add(model);
    if (answer.degraded.length > 0) counts.late += 1;
    if (!answer.edges.every(({ node }) => node.explanation.model === model)) counts.mixed += 1;
  });
  clearInterval(swapping);
  const { answered, mixed, late, wrong } = counts;
  return { answered, swaps, failed: errors + wrong, mixed, late, models: seen.size };
}

async function swap({ models, rankingStatus }: Trove): Promise<void> {
  const champion = rankingStatus().champion?.model;
  const next = BENCH_MODELS.find((model) => model !== champion);
  if (next !== undefined) await models.promote({ id: next, reason: 'a bench', force: true });
}

/** @returns requests without an answer of status 200. */
async function search(
  address: string,
  texts: readonly string[],
  seconds: number,
  onAnswer: (body: Body) => void,
): Promise<number> {
  const requests = texts.map((text) => ({
    method: 'POST' as const,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: OPERATION, variables: { text } }),
    onResponse: (_status: number, body: string) => {
      onAnswer(JSON.parse(body) as Body);
    },
  }));
  const result = await autocannon({
    url: `${address}/graphql`,
    connections: CONNECTIONS,
    overallRate: SEARCHES_PER_SECOND,
    duration: seconds,
    requests,
  });
  return result.errors + result.timeouts + result.non2xx;
}
