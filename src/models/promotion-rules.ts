import { TroveError } from '../shared/errors';
import type { ModelId } from '../shared/ids';
import type { ModelVersion } from './model.types';

/**
 * Why a version should not be made champion without insisting; empty when nothing speaks against it.
 *
 * @param champion what serves now; null for keyword order.
 */
export function objectionsTo(
  { state, verdict }: Pick<ModelVersion, 'state' | 'verdict'>,
  champion: ModelId | null,
): readonly string[] {
  switch (state) {
    case 'CHAMPION':
    case 'RETIRED':
      return [];
    case 'REFUSED':
      return verdict?.reasons ?? ['It was refused.'];
    case 'CANDIDATE':
      return ['It has not been judged yet.'];
    case 'SHADOW':
      return otherChampion(verdict?.champion ?? null, champion);
  }
}

function otherChampion(compared: ModelId | null, champion: ModelId | null): readonly string[] {
  if (compared === champion) return [];
  return [`It was compared with ${named(compared)}, and ${named(champion)} serves meanwhile.`];
}

const named = (model: ModelId | null): string => (model === null ? 'no model' : model);

/** Characters of a reason at most. */
const REASON_CHARACTERS = 500;

/** One line, without what no database keeps. @throws TroveError INVALID_INPUT, TEXT_TOO_LONG */
export function requireReason(reason: string): string {
  const text = reason
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
  if (text === '')
    throw new TroveError('INVALID_INPUT', 'The reason is empty. Say why, for whoever asks later.');
  if (text.length <= REASON_CHARACTERS) return text;
  throw new TroveError(
    'TEXT_TOO_LONG',
    `The reason has ${text.length} characters; at most ${REASON_CHARACTERS} are kept.`,
    { limit: REASON_CHARACTERS },
  );
}
