import { compileFilter } from '../../../../src/adapters/keyword-sqlite/compile-filter';
import type { Filter } from '../../../../src/search/filter.types';

const HOSTILE = `x') OR 1=1; DROP TABLE product; --`;

describe('compileFilter', () => {
  it.each<[string, Filter]>([
    ['brand', { op: 'brand', anyOf: [HOSTILE] }],
    ['category', { op: 'category', anyOf: [[HOSTILE]] }],
    ['tag', { op: 'tag', anyOf: [HOSTILE] }],
    ['locale', { op: 'locale', anyOf: [HOSTILE] }],
    ['currency', { op: 'price', range: { min: 1 }, currency: HOSTILE }],
    ['attribute key', { op: 'attributeExists', key: HOSTILE }],
    ['attribute text', { op: 'attributeText', key: HOSTILE, anyOf: [HOSTILE] }],
    ['attribute number', { op: 'attributeNumber', key: HOSTILE, range: { max: 1 } }],
    ['attribute boolean', { op: 'attributeBoolean', key: HOSTILE, value: true }],
  ])('never writes a value of the caller into the SQL: %s', (_, filter) => {
    const { sql, parameters } = compileFilter(filter, 'every product');
    expect(sql).not.toContain('DROP TABLE');
    expect(JSON.stringify(parameters)).toContain('DROP TABLE');
  });

  it('has as many parameters as placeholders, in their order', () => {
    const { sql, parameters } = compileFilter(
      {
        op: 'and',
        clauses: [
          { op: 'price', range: { min: 1, max: 2 }, currency: 'EUR' },
          { op: 'not', clause: { op: 'attributeText', key: 'colour', anyOf: ['red', 'blue'] } },
        ],
      },
      'few products',
    );
    expect(sql.split('?')).toHaveLength(parameters.length + 1);
    expect(parameters).toEqual([1, 2, 'EUR', 'colour', 'text', '["red","blue"]']);
  });

  it('nests a thousand clauses about ten levels deep', () => {
    const clauses = Array.from({ length: 1000 }, () => ({ op: 'sku' as const, anyOf: [] }));
    const { sql } = compileFilter({ op: 'or', clauses }, 'few products');
    let depth = 0;
    let deepest = 0;
    for (const character of sql) {
      if (character === '(') depth += 1;
      if (character === ')') depth -= 1;
      deepest = Math.max(deepest, depth);
    }
    // 2^10 > 1000, and each condition brings three levels of its own.
    expect(deepest).toBeLessThanOrEqual(13);
  });
});
