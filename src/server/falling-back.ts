import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import type { KeywordEngine } from '../search/keyword-engine.port';
import { TroveError } from '../shared/errors';
import type { Logger } from '../shared/logger';

/** So many failures in a row, and the engine is left alone for a while. */
const FAILURES_TO_OPEN = 5;

/** How long it is left alone before one question finds out whether it is back, in milliseconds. */
const REST_MS = 5000;

/**
 * Asks the engine. While it does not answer, questions go to the spare at once; without a spare the caller is told at once.
 * Cursors hold places in the order of one engine: paging across a change of engines may repeat or omit hits.
 */
export function fallingBack(
  engine: KeywordEngine,
  spare: KeywordEngine | null,
  logger: Logger,
): KeywordEngine {
  const breaker = circuitBreaker(handleWhen(isUnavailable), {
    halfOpenAfter: REST_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  breaker.onBreak(() => {
    logger.warn({ engine: engine.name, spare: spare?.name ?? null }, 'Search engine out of order');
  });
  breaker.onReset(() => {
    logger.info({ engine: engine.name }, 'Search engine answers again');
  });
  const ask = async <T>(question: (asked: KeywordEngine) => Promise<T>): Promise<T> => {
    try {
      return await breaker.execute(() => question(engine));
    } catch (error) {
      const failure = error instanceof BrokenCircuitError ? outOfOrder(error) : error;
      if (!spare || !isUnavailable(failure)) throw failure;
      return question(spare);
    }
  };
  return {
    name: engine.name,
    capabilities: engine.capabilities,
    search: (request) => ask((asked) => asked.search(request)),
    wordFrequencies: (words) => ask((asked) => asked.wordFrequencies(words)),
    similarWords: (word, maxEdits) => ask((asked) => asked.similarWords(word, maxEdits)),
    completeProducts: (request) => ask((asked) => asked.completeProducts(request)),
    completeFieldValues: (request) => ask((asked) => asked.completeFieldValues(request)),
    attributeKeys: () => ask((asked) => asked.attributeKeys()),
  };
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
