import { readConfig } from '../../src/config/read-config';
import { openTrove, type Trove } from '../../src/server/composition-root';
import type { Surroundings } from '../../src/server/surroundings';

/** A whole Trove on an embedded database in the folder; the caller closes it. */
export async function openTroveIn(
  dataDir: string,
  surroundings: Partial<Surroundings> = {},
): Promise<Trove> {
  return openTrove(readConfig({ NODE_ENV: 'test', TROVE_DATA_DIR: dataDir }), surroundings);
}
