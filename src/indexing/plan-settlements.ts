import { asEpochMs, type EpochMs } from '../shared/clock';
import { backOffMs, type BackOff } from './back-off';
import type { OutboxEntry, Settlement } from './outbox.port';
import type { WriteOutcome } from './search-index.port';

/** When to try again and when to give up. */
export interface RetryPolicy extends BackOff {
  /** Attempts at one version of a product, the first included. */
  readonly maxAttempts: number;
}

/** What planning needs to know besides the outcomes. */
export interface SettlingMoment {
  readonly now: EpochMs;
  /** Gives numbers in [0, 1). */
  readonly random: () => number;
  readonly policy: RetryPolicy;
}

/**
 * Decides what becomes of each claimed entry.
 *
 * @param outcomes of every index that the products were written to; an entry is done when all of them have it.
 */
export function planSettlements(
  entries: readonly OutboxEntry[],
  outcomes: readonly (readonly WriteOutcome[])[],
  moment: SettlingMoment,
): readonly Settlement[] {
  return entries.map((entry, place) =>
    settlementOf(
      entry,
      outcomes.map((ofIndex) => ofIndex[place]),
      moment,
    ),
  );
}

type Failure = Extract<WriteOutcome, { outcome: 'FAILED' }>;

function settlementOf(
  entry: OutboxEntry,
  outcomes: readonly (WriteOutcome | undefined)[],
  { now, random, policy }: SettlingMoment,
): Settlement {
  const failures = outcomes.map((outcome) => failureOf(entry, outcome)).filter((it) => it !== null);
  const worst = failures.find(({ retryable }) => !retryable) ?? failures[0];
  if (!worst) return { ...entry, outcome: 'DONE' };
  const attempts = entry.attempts + 1;
  const { reason, retryable } = worst;
  if (!retryable || attempts >= policy.maxAttempts)
    return { ...entry, attempts, outcome: 'FAILED', reason };
  const dueAt = asEpochMs(now + backOffMs(attempts, random(), policy));
  return { ...entry, attempts, outcome: 'RETRY', dueAt, reason };
}

/** An outcome that is missing is one that nobody knows. */
function failureOf({ sku }: OutboxEntry, outcome: WriteOutcome | undefined): Failure | null {
  if (outcome === undefined)
    return { sku, outcome: 'FAILED', retryable: true, reason: 'The engine did not say.' };
  return outcome.outcome === 'FAILED' ? outcome : null;
}
