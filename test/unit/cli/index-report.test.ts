import { changeReport, failedReport, statusReport } from '../../../src/cli/index-report';
import type { IndexName } from '../../../src/indexing/search-index.port';
import { asSku } from '../../../src/shared/ids';

const index = (name: string) => name as IndexName;

describe('the reports of `trove index`', () => {
  it('say what is wrong with the embedded index and what to do', () => {
    const report = statusReport({
      engine: 'embedded',
      products: 2,
      problems: ['1 product gone: a'],
    });

    expect(report).toContain('1 product gone: a');
    expect(report).toContain('trove index rebuild');
  });

  it('say how far an index elsewhere is behind', () => {
    const report = statusReport({
      engine: 'external',
      products: 1_200,
      live: index('products-2'),
      visible: 1_190,
      underConstruction: null,
      kept: index('products-1'),
      waiting: 10,
      oldestWaitingMs: 1_500,
      failed: 3,
    });

    expect(report).toContain('products-2: 1,190 of 1,200 products');
    expect(report).toContain('10, the oldest for 2 s');
    expect(report).toContain('3 (see "trove index failed")');
    expect(report).toContain('products-1');
  });

  it('say where searches go now, and what is left out when there is nothing to say', () => {
    const change = { live: index('products-1'), kept: null, dropped: [], products: 5, failed: 0 };

    expect(changeReport(change)).toBe('Searches now go to products-1: 5 products.\n');
    expect(
      changeReport({ ...change, kept: index('products-0'), dropped: [index('old')], failed: 1 }),
    ).toBe(
      'Searches now go to products-1: 5 products.\nKept for "trove index rollback": products-0.\nDropped: old.\n' +
        '1 products had been given up on; they are tried again.\n',
    );
  });

  it('say why a product was given up on', () => {
    const entry = { sku: asSku('a'), version: 3, attempts: 12, reason: 'too long' };

    expect(failedReport(entry)).toBe('a\t12 attempts\ttoo long\n');
  });
});
