import type { OutboxEntry } from '../../../src/indexing/outbox.port';
import { planSettlements } from '../../../src/indexing/plan-settlements';
import type { WriteOutcome } from '../../../src/indexing/search-index.port';
import { asEpochMs } from '../../../src/shared/clock';
import { asSku } from '../../../src/shared/ids';

const sku = asSku('a');
const policy = { maxAttempts: 3, firstMs: 1_000, longestMs: 60_000 };
const moment = { now: asEpochMs(10_000), random: () => 0.5, policy };

const written: WriteOutcome = { sku, outcome: 'WRITTEN' };
const stale: WriteOutcome = { sku, outcome: 'STALE' };
const busy: WriteOutcome = { sku, outcome: 'FAILED', retryable: true, reason: 'busy' };
const bad: WriteOutcome = { sku, outcome: 'FAILED', retryable: false, reason: 'bad' };

/** One entry, and what one or more indexes said to it. */
function settlement(attempts: number, ...outcomes: readonly WriteOutcome[]) {
  const entry: OutboxEntry = { sku, version: 7, attempts };
  return planSettlements(
    [entry],
    outcomes.map((outcome) => [outcome]),
    moment,
  )[0];
}

describe('planSettlements', () => {
  it('takes written and stale for done', () => {
    expect(settlement(0, written)).toEqual({ sku, version: 7, attempts: 0, outcome: 'DONE' });
    expect(settlement(2, stale)).toMatchObject({ outcome: 'DONE' });
  });

  it('tries again what may work later, after a growing pause', () => {
    // 1000 ms, then 2000 ms, three quarters of each at random 0.5.
    expect(settlement(0, busy)).toMatchObject({
      outcome: 'RETRY',
      attempts: 1,
      dueAt: 10_750,
      reason: 'busy',
    });
    expect(settlement(1, busy)).toMatchObject({ outcome: 'RETRY', attempts: 2, dueAt: 11_500 });
  });

  it('gives up after the last attempt', () => {
    expect(settlement(2, busy)).toMatchObject({ outcome: 'FAILED', attempts: 3, reason: 'busy' });
  });

  it('gives up at once on what cannot be mended', () => {
    expect(settlement(0, bad)).toMatchObject({ outcome: 'FAILED', attempts: 1, reason: 'bad' });
  });

  it('is done only when every index has the product', () => {
    expect(settlement(0, written, stale)).toMatchObject({ outcome: 'DONE' });
    expect(settlement(0, written, busy)).toMatchObject({ outcome: 'RETRY' });
    expect(settlement(0, busy, bad)).toMatchObject({ outcome: 'FAILED', reason: 'bad' });
  });

  it('tries again when an index said nothing about a product', () => {
    const entries = [{ sku, version: 1, attempts: 0 }];

    expect(planSettlements(entries, [[]], moment)).toMatchObject([{ outcome: 'RETRY' }]);
  });
});
