import { TroveError } from '../../src/shared/errors';

/**
 * A ranker is of use only for the very features that it was trained on, in their order.
 *
 * @throws TroveError MODEL_INCOMPATIBLE, which names what differs.
 */
export function requireSameFeatures(known: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.filter((name) => !known.includes(name));
  const unknown = known.filter((name) => !wanted.includes(name));
  const isSame = known.length === wanted.length && known.every((name, at) => name === wanted[at]);
  if (isSame) return;
  const differences = [
    missing.length > 0 ? `it lacks ${missing.join(', ')}` : '',
    unknown.length > 0 ? `it has ${unknown.join(', ')} besides` : '',
  ].filter((part) => part !== '');
  throw new TroveError(
    'MODEL_INCOMPATIBLE',
    `The model was trained on another feature list: ${differences.join('; ') || 'the order differs'}. Train it anew.`,
    { missing, unknown },
  );
}
