import { TroveError } from '../shared/errors';

/** A run has one who works on it. */
export function takenByAnother(): TroveError {
  return new TroveError(
    'INVALID_INPUT',
    'Another process works on this training, or has worked on it. `trove models list` shows what came of it.',
  );
}
