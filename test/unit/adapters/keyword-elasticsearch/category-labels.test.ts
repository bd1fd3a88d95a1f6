import fc from 'fast-check';
import {
  categoryKey,
  categoryOf,
} from '../../../../src/adapters/keyword-elasticsearch/category-labels';

const path = fc.array(fc.constantFrom('A', 'B', 'A > B', '["x"]', '长'), {
  minLength: 1,
  maxLength: 3,
});

describe('category keys', () => {
  it('give path and label back', () => {
    fc.assert(
      fc.property(path, (names) => {
        expect(categoryOf(categoryKey(names))).toEqual({ label: names.join(' > '), path: names });
      }),
    );
  });

  it('sort by label before anything else', () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        const [left, right] = [one.join(' > '), other.join(' > ')];
        if (left !== right) expect(categoryKey(one) < categoryKey(other)).toBe(left < right);
      }),
    );
  });
});
