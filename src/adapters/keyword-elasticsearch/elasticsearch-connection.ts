import { Client, errors } from '@elastic/elasticsearch';
import { TroveError } from '../../shared/errors';
import type { Logger } from '../../shared/logger';

export interface ElasticsearchConnectionOptions {
  /** Address of the cluster; may hold user and password. */
  readonly url: string;
  /** Longest wait for one answer, in milliseconds. Default 2000. */
  readonly requestTimeoutMs?: number;
  /** Further attempts, each on another node where there is one. Default 1. */
  readonly maxRetries?: number;
}

const DEFAULT_TIMEOUT_MS = 2000;
const DEFAULT_RETRIES = 1;

/** The versions whose requests this adapter speaks. */
const MAJOR_VERSION = '8';

/** A query that Elasticsearch refuses is our mistake; these say that it cannot serve right now. */
const BUSY_OR_BROKEN = (status: number): boolean => status === 429 || status >= 500;

const NOT_FOUND = 404;

/** The way to one cluster. Every failure to get an answer becomes a `TroveError`, within the time given. */
export class ElasticsearchConnection {
  private readonly client: Client;
  private readonly patienceMs: number;

  constructor({ url, requestTimeoutMs, maxRetries }: ElasticsearchConnectionOptions) {
    this.patienceMs = requestTimeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.client = new Client({
      node: url,
      requestTimeout: this.patienceMs,
      maxRetries: maxRetries ?? DEFAULT_RETRIES,
    });
  }

  /**
   * Asks the cluster.
   *
   * @param patienceMs for work that takes longer than a search; otherwise that of the connection.
   * @throws TroveError SEARCH_UNAVAILABLE
   */
  async ask<T>(
    question: (client: Client, options: { readonly requestTimeout: number }) => Promise<T>,
    patienceMs = this.patienceMs,
  ): Promise<T> {
    try {
      return await question(this.client, { requestTimeout: patienceMs });
    } catch (error) {
      throw translated(error);
    }
  }

  /**
   * Checks that the cluster can be used, and says in the log what it is and how text is analysed.
   *
   * @throws TroveError SEARCH_UNAVAILABLE; CONFIG_INVALID for a version that this adapter does not speak.
   */
  async greet(logger: Logger): Promise<void> {
    const { version } = await this.ask((client, options) => client.info({}, options));
    if (version.number.split('.')[0] !== MAJOR_VERSION)
      throw new TroveError(
        'CONFIG_INVALID',
        `ELASTICSEARCH_URL leads to Elasticsearch ${version.number}. Trove speaks to version ${MAJOR_VERSION}.`,
      );
    logger.info(
      { engine: 'elasticsearch', version: version.number, analysis: 'trove' },
      'Search runs on Elasticsearch. Trove itself cuts and stems the text, Chinese included, so no analysis plugin is used.',
    );
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

/** Whether the error says that an index or alias does not exist. */
export function isNotFound(error: unknown): boolean {
  const cause = error instanceof TroveError ? error.cause : error;
  return cause instanceof errors.ResponseError && cause.statusCode === NOT_FOUND;
}

function translated(error: unknown): unknown {
  if (error instanceof errors.ResponseError) {
    const status = error.statusCode ?? 0;
    if (status === NOT_FOUND)
      return unavailable('The search index does not exist. Run `trove index rebuild`.', error);
    if (BUSY_OR_BROKEN(status))
      return unavailable(
        `Elasticsearch cannot answer now (status ${String(status)}). Try again.`,
        error,
      );
    return error;
  }
  if (error instanceof errors.TimeoutError)
    return unavailable('Elasticsearch did not answer in time. Try again.', error);
  if (error instanceof errors.ElasticsearchClientError)
    return unavailable('Elasticsearch cannot be reached. Try again.', error);
  return error;
}

function unavailable(message: string, cause: Error): TroveError {
  return new TroveError('SEARCH_UNAVAILABLE', message, {}, { cause });
}
