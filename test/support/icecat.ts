import { existsSync } from 'node:fs';
import { icecatFiles, type IcecatFiles } from '../../bench/data-sets';
import { mayBeMissing } from './missing-service';

/**
 * The Icecat files. When they are absent, the tests on them fail and say what to do, unless `ALLOW_MISSING` names `datasets`:
 * then they count as skipped.
 */
export function describeWithIcecat(title: string, tests: (files: IcecatFiles) => void): void {
  const found = findFiles();
  if (found !== null) {
    describe(title, () => {
      tests(found);
    });
    return;
  }
  const missing = mayBeMissing('datasets') ? it.skip : it;
  describe(title, () => {
    missing('needs the data sets', () => {
      expect(icecatFiles()).toBeDefined();
    });
  });
}

function findFiles(): IcecatFiles | null {
  try {
    const files = icecatFiles();
    return Object.values(files).every(existsSync) ? files : null;
  } catch {
    return null;
  }
}
