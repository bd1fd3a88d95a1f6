import { amazonFiles, type AmazonFiles } from '../../bench/data-sets';
import { mayBeMissing } from './missing-service';

/**
 * One set of Amazon reviews. When it is absent, the tests on it fail and say what to do, unless `ALLOW_MISSING` names `datasets`: then they count
 * as skipped.
 */
export function describeWithAmazon(
  name: string,
  title: string,
  tests: (files: AmazonFiles) => void,
): void {
  const found = findFiles(name);
  if (found !== null) {
    describe(title, () => {
      tests(found);
    });
    return;
  }
  const missing = mayBeMissing('datasets') ? it.skip : it;
  describe(title, () => {
    missing('needs the data sets', () => {
      expect(amazonFiles(name)).toBeDefined();
    });
  });
}

function findFiles(name: string): AmazonFiles | null {
  try {
    return amazonFiles(name);
  } catch {
    return null;
  }
}
