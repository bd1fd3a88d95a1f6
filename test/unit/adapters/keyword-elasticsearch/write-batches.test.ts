import { inBatches } from '../../../../src/adapters/keyword-elasticsearch/bulk-batches';
import { outcomeOf } from '../../../../src/adapters/keyword-elasticsearch/write-outcome';
import { asSku } from '../../../../src/shared/ids';

const sku = asSku('a');
const answer = (status: number, type?: string) => ({
  _index: 'i',
  status,
  ...(type !== undefined && { error: { type, reason: 'because' } }),
});

describe('inBatches', () => {
  it('keeps the order, bounds each batch, and lets a large entry travel alone', () => {
    const entries = ['aa', 'bb', 'cccccccc', 'd'].map((line) => ({ lines: [line] }));
    const batches = inBatches(entries, 4);
    expect(batches.map((batch) => batch.flatMap((entry) => entry.lines))).toEqual([['aa', 'bb'], ['cccccccc'], ['d']]); // prettier-ignore
    expect(inBatches([], 4)).toEqual([]);
  });
});

describe('outcomeOf', () => {
  it('takes a newer version in the index for as good as written', () => {
    expect(outcomeOf(sku, { index: answer(409, 'version_conflict_engine_exception') }).outcome).toBe('STALE'); // prettier-ignore
  });

  it('takes the deletion of what was never there for done', () => {
    expect(outcomeOf(sku, { delete: answer(404) }).outcome).toBe('WRITTEN');
  });

  it('tells a document at fault from a cluster that is busy', () => {
    expect(outcomeOf(sku, { index: answer(400, 'document_parsing_exception') })).toEqual({
      sku,
      outcome: 'FAILED',
      retryable: false,
      reason: 'document_parsing_exception: because',
    });
    for (const status of [404, 429, 503])
      expect(outcomeOf(sku, { index: answer(status, 'x') })).toMatchObject({ outcome: 'FAILED', retryable: true }); // prettier-ignore
  });
});
