import { groupJudgments } from '../../../src/evaluation/judgments';

const row = (line: number, query: string, productId: string, grade: string) => ({
  line,
  values: { query, product_id: productId, grade },
});

describe('groupJudgments', () => {
  it('groups by query in the order of first appearance', () => {
    const judged = groupJudgments([
      row(2, 'b', '1', '3'),
      row(3, 'a', '2', '0'),
      row(4, 'b', '3', '1'),
    ]);
    expect(judged.map(({ text }) => text)).toEqual(['b', 'a']);
    expect([...(judged[0]?.grades ?? [])]).toEqual([
      ['1', 3],
      ['3', 1],
    ]);
  });

  it('accepts the same judgment twice, and refuses two grades for one product', () => {
    expect(groupJudgments([row(2, 'a', '1', '3'), row(3, 'a', '1', '3')])).toHaveLength(1);
    expect(() => groupJudgments([row(2, 'a', '1', '3'), row(3, 'a', '1', '2')])).toThrow(
      /line 3: product "1" of query "a" has grade 2, but 3 on an earlier line/,
    );
  });

  it.each(['-1', '1.5', 'good', '11', '3e0'])(
    'refuses the grade %j and names the line',
    (grade) => {
      expect(() => groupJudgments([row(7, 'a', '1', grade)])).toThrow(
        `line 7: grade must be a whole number from 0 to 10, got "${grade}"`,
      );
    },
  );

  it('refuses a row without a column', () => {
    expect(() => groupJudgments([{ line: 5, values: { query: 'a', grade: '1' } }])).toThrow(
      'line 5: column product_id is missing. The header is query,product_id,grade.',
    );
  });

  it('refuses a file without rows', () => {
    expect(() => groupJudgments([])).toThrow('no rows');
  });
});
