import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleType,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import type { KeywordAnswer, KeywordEngine, KeywordRequest } from '../search/keyword-engine.port';
import type { Deadline } from '../shared/deadline';
import { isLate, TroveError } from '../shared/errors';
import type { Logger } from '../shared/logger';

/** How patient to be with an engine; tests are less. */
export interface FallBackPatience {
  /** So many failures in a row, and the engine is left alone for a while. Default 5. */
  readonly failuresToOpen: number;
  /** How long it is left alone before one question finds out whether it is back, in milliseconds. Default 5000. */
  readonly restMs: number;
  /** Who had this long and gave no answer has failed; with less it may be the request that came late. In milliseconds, default 500. */
  readonly fairMs: number;
}

const PATIENCE: FallBackPatience = { failuresToOpen: 5, restMs: 5000, fairMs: 500 };

/**
 * Asks the engine. While it does not answer, questions go to the spare at once; without a spare the caller is told at once. An engine
 * that is slow rather than gone has half of the time that a request has left: the other half is for the spare.
 */
export function fallingBack(
  engine: KeywordEngine,
  spare: KeywordEngine | null,
  logger: Logger,
  patience: Partial<FallBackPatience> = {},
): KeywordEngine {
  const { name, capabilities } = engine;
  const asking = new Asking({ engine, spare, logger, patience: { ...PATIENCE, ...patience } });
  return {
    name,
    capabilities,
    search: (request, deadline) =>
      asking.ask((asked, until) => asking.search(asked, request, until), deadline),
    productsOf: (skus, deadline) =>
      asking.ask((asked, until) => asked.productsOf(skus, until), deadline),
    wordFrequencies: (words, deadline) =>
      asking.askMemory((asked, until) => asked.wordFrequencies(words, until), deadline),
    similarWords: (word, maxEdits, deadline) =>
      asking.askMemory((asked, until) => asked.similarWords(word, maxEdits, until), deadline),
    completeProducts: (request, deadline) =>
      asking.ask((asked, until) => asked.completeProducts(request, until), deadline),
    completeFieldValues: (request, deadline) =>
      asking.askMemory((asked, until) => asked.completeFieldValues(request, until), deadline),
    attributeKeys: (deadline) => asking.ask((asked, until) => asked.attributeKeys(until), deadline),
  };
}

type Question<T> = (asked: KeywordEngine, deadline: Deadline | undefined) => Promise<T>;

/** Around a failure that is the engine's fault; others, such as a wrong cursor, are the answer to the question. */
class EngineFault extends Error {
  constructor(readonly failure: unknown) {
    super('The engine is at fault.');
  }
}

interface AskingParts {
  readonly engine: KeywordEngine;
  readonly spare: KeywordEngine | null;
  readonly logger: Logger;
  readonly patience: FallBackPatience;
}

class Asking {
  private readonly breaker: CircuitBreakerPolicy;
  /** Requests that the engine has let down: their other questions go to the spare, and one answer comes from one engine. */
  private readonly letDown = new WeakSet<Deadline>();

  constructor(private readonly parts: AskingParts) {
    const { engine, spare, logger, patience } = parts;
    this.breaker = circuitBreaker(handleType(EngineFault), {
      halfOpenAfter: patience.restMs,
      breaker: new ConsecutiveBreaker(patience.failuresToOpen),
    });
    const facts = { engine: engine.name, spare: spare?.name ?? null };
    this.breaker.onBreak(() => {
      logger.warn(facts, 'Search engine out of order');
    });
    this.breaker.onReset(() => {
      logger.info(facts, 'Search engine answers again');
    });
  }

  ask<T>(question: Question<T>, deadline: Deadline | undefined): Promise<T> {
    return this.askEither(question, deadline, () =>
      this.breaker.execute(() => this.askEngine(question, deadline)),
    );
  }

  /** Asks what an engine may know by heart: such an answer does not tell whether the engine is well. */
  askMemory<T>(question: Question<T>, deadline: Deadline | undefined): Promise<T> {
    if (this.breaker.state !== CircuitState.Closed) return this.ask(question, deadline);
    return this.askEither(question, deadline, () =>
      this.askEngine(question, deadline).catch((error: unknown) =>
        this.breaker.execute(() => Promise.reject(error as Error)),
      ),
    );
  }

  private async askEither<T>(
    question: Question<T>,
    deadline: Deadline | undefined,
    askEngine: () => Promise<T>,
  ): Promise<T> {
    const { spare } = this.parts;
    if (spare && deadline && this.letDown.has(deadline)) return question(spare, deadline);
    try {
      return await askEngine();
    } catch (error) {
      const failure = failureBehind(error);
      if (!spare || !hasNoAnswer(failure)) throw failure;
      if (deadline) this.letDown.add(deadline);
      return question(spare, deadline);
    }
  }

  /** @throws TroveError VIEW_GONE from the spare, which keeps no views of the engine. */
  async search(
    asked: KeywordEngine,
    request: KeywordRequest,
    deadline: Deadline | undefined,
  ): Promise<KeywordAnswer> {
    if (asked === this.parts.engine) return asked.search(request, deadline);
    if (request.view !== null)
      throw new TroveError('VIEW_GONE', 'The engine that keeps this view does not answer.');
    return { ...(await asked.search(request, deadline)), fromSpare: true };
  }

  private async askEngine<T>(question: Question<T>, deadline: Deadline | undefined): Promise<T> {
    const share = this.parts.spare ? deadline?.halfway() : deadline;
    const givenMs = share?.remainingMs() ?? Infinity;
    try {
      return await question(this.parts.engine, share);
    } catch (error) {
      const wasFair = givenMs >= this.parts.patience.fairMs;
      throw isUnavailable(error) || (isLate(error) && wasFair) ? new EngineFault(error) : error;
    }
  }
}

function failureBehind(error: unknown): unknown {
  if (error instanceof EngineFault) return error.failure;
  return error instanceof BrokenCircuitError ? outOfOrder(error) : error;
}

function hasNoAnswer(error: unknown): boolean {
  return isUnavailable(error) || isLate(error);
}

function isUnavailable(error: unknown): boolean {
  return error instanceof TroveError && error.code === 'SEARCH_UNAVAILABLE';
}

function outOfOrder(cause: Error): TroveError {
  return new TroveError(
    'SEARCH_UNAVAILABLE',
    'The search engine does not answer. Try again in a few seconds.',
    {},
    { cause },
  );
}
