import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';
import { TroveError } from '../../src/shared/errors';

/**
 * @param previous what is gone on from; then there need be nothing new.
 * @throws TroveError NOTHING_TO_LEARN
 */
export function requireActs(log: InteractionLog, previous: Uint8Array | null): void {
  if (log.items.length > 0 || previous !== null) return;
  throw new TroveError(
    'NOTHING_TO_LEARN',
    'No shopper has done anything yet, so there is nothing to count. Record events first.',
  );
}
