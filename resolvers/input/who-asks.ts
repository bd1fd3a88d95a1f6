import { asSessionId, asShopperId } from '../../src/shared/ids';
import type { WhoAsks } from '../../src/shoppers/shopper.types';
import { onlyGiven } from './only-given';

/** Whom an input is about. */
interface Named {
  readonly shopperId?: string | null;
  readonly sessionId?: string | null;
}

/** @throws TroveError INVALID_INPUT unless exactly one of the two is given. */
export function whoAsks({ shopperId, sessionId }: Named): WhoAsks {
  const [name, value] = onlyGiven({ shopperId, sessionId }, 'the input');
  return name === 'shopperId'
    ? { shopper: asShopperId(value), session: null }
    : { shopper: null, session: asSessionId(value) };
}
