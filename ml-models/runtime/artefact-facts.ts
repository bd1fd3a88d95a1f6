import { TroveError } from '../../src/shared/errors';

/** A number that an artefact must hold. @throws TroveError MODEL_CORRUPT */
export function numberIn(facts: Readonly<Record<string, unknown>>, name: string): number {
  const value = facts[name];
  if (typeof value === 'number') return value;
  throw corruptModel(`it does not say ${name}`);
}

/** @throws TroveError INVALID_INPUT when what an earlier fit counted cannot be added to. */
export function requireSameCounting(
  facts: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, number | boolean>>,
  names: readonly string[],
): void {
  const other = names.find((name) => facts[name] !== options[name]);
  if (other === undefined) return;
  throw new TroveError(
    'INVALID_INPUT',
    `The earlier fit counted with ${other} ${String(facts[other])}, this one with ${String(options[other])}. Fit anew from the whole log.`,
  );
}

/** For a fit that was to go on from one that did not keep what it counted. */
export function noCounters(): TroveError {
  return new TroveError(
    'INVALID_INPUT',
    'The earlier fit kept no counters (keepCounters false), so nothing can be added to them. Fit anew from the whole log.',
  );
}

export function corruptModel(why: string): TroveError {
  return new TroveError('MODEL_CORRUPT', `The model cannot be read: ${why}.`);
}
