import type { RankingStatus } from '../ranking/ranking-status.types';

/** Who ranks in this process, for whoever watches it. */
export interface RankingHealth {
  /** What computes, such as `wasm`. */
  readonly engine: string | null;
  /** Null while keyword order serves. */
  readonly model: string | null;
  /** Another model should serve, and cannot be loaded here. */
  readonly behind: boolean;
}

/** Null until a model serves, or should: there is nothing to tell. */
export function rankingHealth({
  engine,
  champion,
  isBehind,
}: Pick<RankingStatus, 'engine' | 'champion' | 'isBehind'>): RankingHealth | null {
  if (champion === null && !isBehind) return null;
  return { engine, model: champion?.model ?? null, behind: isBehind };
}
