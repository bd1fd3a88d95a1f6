import { z } from 'zod';
import { GraphqlShop } from '../../src/adapters/shop-graphql/graphql-shop';
import { startGateway, type GatewayProcess } from '../trove-process';

/** Long enough for the rule that production makes; it guards nothing here. */
const KEY = 'a-key-for-the-learning-loop';

const RUNS = `{ trainingRuns(first: 20) { edges { node {
  id state modelId queuedAt finishedAt problem { code message } } } } }`;

const MODELS = `{ models(first: 20) { edges { node {
  id state verdict { reasons guardrails { passed words } } shadow { searches } } } } }`;

const listOf = <Node extends z.ZodType>(node: Node) =>
  z.object({ edges: z.array(z.object({ node })) });

const seenRun = z.object({
  id: z.string(),
  state: z.enum(['QUEUED', 'RUNNING', 'SUCCEEDED', 'REFUSED', 'FAILED']),
  modelId: z.string().nullable(),
  queuedAt: z.coerce.date(),
  finishedAt: z.coerce.date().nullable(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
});

const seenModel = z.object({
  id: z.string(),
  state: z.enum(['CANDIDATE', 'REFUSED', 'SHADOW', 'CHAMPION', 'RETIRED']),
  verdict: z.object({ reasons: z.array(z.string()) }).nullable(),
  shadow: z.object({ searches: z.number() }).nullable(),
});

export type SeenRun = z.infer<typeof seenRun>;
export type SeenModel = z.infer<typeof seenModel>;

const runsAnswer = z.object({ data: z.object({ trainingRuns: listOf(seenRun) }) });
const modelsAnswer = z.object({ data: z.object({ models: listOf(seenModel) }) });

/** A gateway that trains by schedule, seen through its API. */
export class StudiedShop {
  readonly shop: GraphqlShop;

  private constructor(private readonly gateway: GatewayProcess) {
    this.shop = new GraphqlShop(gateway.address);
  }

  static async open(folder: string, environment: NodeJS.ProcessEnv): Promise<StudiedShop> {
    return new StudiedShop(
      await startGateway(folder, {
        environment: {
          ...environment,
          TROVE_ADMIN_KEY: KEY,
          // Several shops share this machine: what is studied is what they learn, not how fast they answer.
          TROVE_RANKING_DEADLINE_MS: '10000',
          TROVE_REQUEST_DEADLINE_MS: '60000',
        },
      }),
    );
  }

  /** Latest first. */
  async runs(): Promise<readonly SeenRun[]> {
    const { data } = runsAnswer.parse(await this.ask(RUNS));
    return data.trainingRuns.edges.map(({ node }) => node);
  }

  /** Latest first. */
  async models(): Promise<readonly SeenModel[]> {
    const { data } = modelsAnswer.parse(await this.ask(MODELS));
    return data.models.edges.map(({ node }) => node);
  }

  async champion(): Promise<string | null> {
    const models = await this.models();
    return models.find(({ state }) => state === 'CHAMPION')?.id ?? null;
  }

  close(): Promise<void> {
    return this.gateway.stop();
  }

  private async ask(query: string): Promise<unknown> {
    const response = await fetch(`${this.gateway.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ query }),
    });
    return response.json();
  }
}
