import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Environment } from '../../src/config/read-config';
import { openTrove, type Trove } from '../../src/server/composition-root';
import { openGateway } from '../../src/server/graphql-server';
import type { Logger } from '../../src/shared/logger';

/** What the gateway answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Null when nothing was executed. */
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  /** The body as it came. */
  readonly text: string;
}

/** What stands at a path in the data, such as `search.edges.0.node.product.sku`. */
export function field(answer: Answer, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) => (value as Readonly<Record<string, unknown>> | null)?.[name],
      answer.data,
    );
}

/** A real gateway on a free port, on a real database in a folder of its own. */
export interface RunningGateway {
  readonly address: string;
  readonly trove: Trove;
  /** Everything it logged: facts and sentence. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** Sends an operation. */
  ask(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Sends anything to `/graphql`. */
  send(body: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Drains and closes the gateway, and leaves the services open. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** @param environment settings as in the environment of a process */
export async function runGateway(environment: Environment = {}): Promise<RunningGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'trove-'));
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    TROVE_DATA_DIR: folder,
    ...environment,
  });
  const log: Record<string, unknown>[] = [];
  const surroundings = { logger: remembering(log), newId: randomUUID };
  const trove = await openTrove(config, surroundings);
  const gateway = await openGateway(trove, config, surroundings);
  const send: RunningGateway['send'] = async (body, headers = {}) =>
    asAnswer(
      await fetch(`${gateway.address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      }),
    );
  return {
    address: gateway.address,
    trove,
    log,
    send,
    ask: (query, variables = {}, headers = {}) =>
      send(JSON.stringify({ query, variables }), headers),
    drain: () => gateway.close(),
    close: async () => {
      await gateway.close();
      await trove.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function asAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = JSON.parse(text) as Partial<Answer>;
  const { status, headers } = response;
  return { status, headers, data: body.data ?? null, errors: body.errors ?? [], text };
}

function remembering(log: Record<string, unknown>[]): Logger {
  const remember = (facts: Readonly<Record<string, unknown>>, sentence: string) => {
    log.push({ ...facts, sentence });
  };
  return { debug: remember, info: remember, warn: remember, error: remember };
}
