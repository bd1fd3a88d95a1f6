import type { ModelVersion } from '../../models/model.types';
import type { ModelId } from '../../shared/ids';

/** What a shadow must have shown before its model serves. */
export interface ShadowSettings {
  /** Searches that it must have scored; 0 asks for none. */
  readonly searches: number;
  /** Share of the first ten that both orders have, mean: below it the model would turn the shop upside down. */
  readonly leastOverlap: number;
  /** Milliseconds per forward pass, mean. */
  readonly longestPassMs: number;
}

/** A challenger was trained to change the order: what shares less than a tenth of it is broken, not better. */
export const SHADOW_BOUNDS: Omit<ShadowSettings, 'searches'> = {
  leastOverlap: 0.1,
  longestPassMs: 50,
};

export type ShadowDecision =
  { readonly act: 'WAIT' } | { readonly act: 'PROMOTE' | 'REFUSE'; readonly reason: string };

/** @param champion what serves now; null for keyword order. */
export function judgeShadow(
  { verdict, shadow }: Pick<ModelVersion, 'verdict' | 'shadow'>,
  champion: ModelId | null,
  settings: ShadowSettings,
): ShadowDecision {
  if (verdict === null) return { act: 'REFUSE', reason: 'It was never judged.' };
  if (verdict.champion !== champion)
    return {
      act: 'REFUSE',
      reason: `Another champion serves meanwhile: it was compared with ${named(verdict.champion)}, and ${named(champion)} serves.`,
    };
  if (shadow !== null && shadow.failures > 0)
    return {
      act: 'REFUSE',
      reason: `In the shadow it failed on ${shadow.failures} of ${shadow.failures + shadow.searches} searches; it may on none.`,
    };
  if (settings.searches === 0)
    return { act: 'PROMOTE', reason: 'It passed the gate, and no shadow is asked for.' };
  if (shadow === null || shadow.searches < settings.searches) return { act: 'WAIT' };
  const { overlapAtTen, passMs, searches } = shadow;
  if (overlapAtTen < settings.leastOverlap)
    return {
      act: 'REFUSE',
      reason: `In the shadow its first ten shared ${percent(overlapAtTen)} with what shoppers saw; at least ${percent(settings.leastOverlap)} are needed.`,
    };
  if (passMs > settings.longestPassMs)
    return {
      act: 'REFUSE',
      reason: `In the shadow a pass took ${passMs.toFixed(1)} ms; at most ${settings.longestPassMs} ms may be.`,
    };
  return {
    act: 'PROMOTE',
    reason: `It passed the gate, and ${searches} searches in the shadow: no failure, ${passMs.toFixed(1)} ms per pass, ${percent(overlapAtTen)} of the first ten as before.`,
  };
}

const named = (model: ModelId | null): string => (model === null ? 'no model' : model);

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
