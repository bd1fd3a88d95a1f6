import { DraftFields } from '../feedback/draft-fields';
import { TroveError } from '../shared/errors';
import { asSessionId, asShopperId, type SessionId, type ShopperId } from '../shared/ids';
import type { WhoAsks } from './shopper.types';

/** As with events, in UTF-16 units. */
const ID_CHARACTERS = 200;

/** @throws TroveError INVALID_INPUT, TEXT_TOO_LONG */
export function cleanShopper(shopper: string): ShopperId {
  return asShopperId(cleanId('shopperId', shopper));
}

/** @throws TroveError INVALID_INPUT, TEXT_TOO_LONG */
export function cleanSession(session: string): SessionId {
  return asSessionId(cleanId('sessionId', session));
}

/** The same keys that events are recorded under. @throws TroveError INVALID_INPUT, TEXT_TOO_LONG; INVALID_INPUT when nobody is named */
export function cleanWho({ shopper, session }: WhoAsks): WhoAsks {
  if (shopper === null && session === null)
    throw new TroveError('INVALID_INPUT', 'Give a shopperId or a sessionId.');
  return {
    shopper: shopper === null ? null : cleanShopper(shopper),
    session: session === null ? null : cleanSession(session),
  };
}

function cleanId(field: string, value: string): string {
  const fields = new DraftFields(1);
  const id = fields.requiredId(field, value, ID_CHARACTERS);
  const [problem] = fields.problems;
  if (problem) throw new TroveError(problem.code, problem.message, { field });
  return id ?? '';
}
