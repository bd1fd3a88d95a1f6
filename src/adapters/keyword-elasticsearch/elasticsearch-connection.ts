import { Client } from '@elastic/elasticsearch';
import { systemStopwatch, type Deadline, type Stopwatch } from '../../shared/deadline';
import { TroveError } from '../../shared/errors';
import type { Logger } from '../../shared/logger';
import { contentOf } from './answer-content';
import { WholeAnswerConnection } from './whole-answer-connection';
import { isPassing, isTimeUp, translated } from './elasticsearch-failures';

export interface ElasticsearchConnectionOptions {
  /** Address of the cluster; may hold user and password. */
  readonly url: string;
  /** Longest wait for one answer, in milliseconds, further attempts included. Default 2000. */
  readonly requestTimeoutMs?: number;
  /** Further attempts after a broken connection or a node that cannot serve. Default 1. */
  readonly maxRetries?: number;
  readonly stopwatch?: Stopwatch;
}

/** How long one question may take. */
export interface Patience {
  /** For work that takes longer than a search, in milliseconds; otherwise that of the connection. */
  readonly usualMs?: number;
  /** Of the request that the question belongs to. */
  readonly deadline?: Deadline | undefined;
}

/** What a question hands on to the client. */
export interface AskingOptions {
  readonly signal: AbortSignal;
  readonly openTelemetry: { readonly enabled: boolean };
}

type Question<T> = (client: Client, options: AskingOptions) => Promise<T>;

const DEFAULT_TIMEOUT_MS = 2000;
const DEFAULT_RETRIES = 1;

/** The versions whose requests this adapter speaks. */
const MAJOR_VERSION = '8';

/** The client's own timers are too coarse, leave out the time to connect, and begin anew with each attempt: ours replace them. */
const NO_TIMER = 0;

/** Nobody listens to the client's traces, and each would cost some of the time of a search. */
const NO_TRACES = { enabled: false };

/** The way to one cluster. Every failure to get an answer becomes a `TroveError`, within the time given. */
export class ElasticsearchConnection {
  private readonly client: Client;
  /** The one node that the address leads to; the client has it too. */
  private readonly node: WholeAnswerConnection;
  private readonly usualMs: number;
  private readonly attempts: number;
  private readonly stopwatch: Stopwatch;

  constructor(options: ElasticsearchConnectionOptions) {
    this.usualMs = options.requestTimeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.attempts = 1 + (options.maxRetries ?? DEFAULT_RETRIES);
    this.stopwatch = options.stopwatch ?? systemStopwatch;
    this.client = new Client({
      node: options.url,
      requestTimeout: NO_TIMER,
      maxRetries: 0,
      Connection: WholeAnswerConnection,
      enableMetaHeader: false,
      // Answers are read by key, never merged into anything: looking through each for `__proto__` would cost as much as reading it.
      disablePrototypePoisoningProtection: true,
    });
    this.node = this.client.connectionPool.connections[0] as WholeAnswerConnection;
  }

  /**
   * Asks the cluster. However many attempts it takes, they share one budget of time.
   *
   * @throws TroveError SEARCH_UNAVAILABLE; DEADLINE_EXCEEDED when it was the deadline that ended the waiting.
   */
  ask<T>(question: Question<T>, patience: Patience = {}): Promise<T> {
    return this.within(patience, (leftMs) => this.attempt(question, leftMs));
  }

  /**
   * Posts a body to `_search` or the like. Past the layers of the client, which cost a search more than its own work: they build what
   * this body is already, and repeat and time what is repeated and timed here.
   *
   * @param path with a slash at the beginning
   * @returns what the answer holds
   * @throws TroveError as `ask`
   */
  search(path: string, json: string, patience: Patience = {}): Promise<unknown> {
    return this.within(patience, async (leftMs) =>
      contentOf(await this.node.post(path, json, leftMs)),
    );
  }

  private async within<T>(
    { usualMs, deadline }: Patience,
    attempt: (leftMs: number) => Promise<T>,
  ): Promise<T> {
    const usual = usualMs ?? this.usualMs;
    const endsAt = this.stopwatch() + (deadline ? deadline.patienceMs(usual) : usual);
    try {
      return await this.tryUntil(endsAt, attempt);
    } catch (error) {
      // Only the deadline knows whether it was the one to end the waiting.
      if (isTimeUp(error) || this.stopwatch() >= endsAt) deadline?.patienceMs(usual);
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

  private async tryUntil<T>(endsAt: number, attempt: (leftMs: number) => Promise<T>): Promise<T> {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await attempt(Math.ceil(endsAt - this.stopwatch()));
      } catch (error) {
        const mayTryAgain = attempts < this.attempts && this.stopwatch() < endsAt;
        if (!mayTryAgain || !isPassing(error)) throw error;
      }
    }
  }

  private async attempt<T>(question: Question<T>, patienceMs: number): Promise<T> {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      abort.abort();
    }, patienceMs);
    try {
      return await question(this.client, { signal: abort.signal, openTelemetry: NO_TRACES });
    } finally {
      clearTimeout(timer);
    }
  }
}
