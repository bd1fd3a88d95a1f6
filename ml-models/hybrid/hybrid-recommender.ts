import type {
  Recommender,
  RecommenderName,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import { Heard, type Voice } from './voice';

/** What a choir says to one context. */
export interface Fused {
  /** By item, at least 0; 0 where nobody has anything to say. */
  readonly scores: Float32Array;
  /** The part that speaks most for an item. */
  readonly by: (item: number) => RecommenderName;
  /** The past item that speaks most for it, by the part that speaks most for it and can tell. */
  readonly because: (item: number) => number | null;
}

/** Several recommenders that speak at once. Silent ones are not asked. */
export class Choir {
  private readonly singers: readonly { readonly voice: Voice; readonly part: Recommender }[];

  constructor(
    private readonly itemCount: number,
    parts: ReadonlyMap<RecommenderName, Recommender>,
    voices: readonly Voice[],
  ) {
    this.singers = voices.flatMap((voice) => {
      const part = parts.get(voice.part);
      return part === undefined || voice.weight === 0 ? [] : [{ voice, part }];
    });
  }

  /** Nobody would say anything. */
  get isSilent(): boolean {
    return this.singers.length === 0;
  }

  async sing(contexts: readonly ScoringContext[]): Promise<readonly Fused[]> {
    const rows = await Promise.all(this.singers.map(({ part }) => part.score(contexts)));
    return contexts.map((context, at) => {
      const own = rows.map((ofPart) => ofPart[at] ?? new Float32Array(0));
      return this.fuse(context, own);
    });
  }

  because(context: ScoringContext, item: number): number | null {
    return firstReason(
      this.singers.map(({ part }) => part),
      context,
      item,
    );
  }

  private fuse(context: ScoringContext, rows: readonly Float32Array[]): Fused {
    const scores = new Float32Array(this.itemCount);
    const heard = this.singers.map(
      ({ voice }, place) => new Heard(rows[place] ?? new Float32Array(0), voice),
    );
    for (const voice of heard) voice.addTo(scores);
    const byLoudness = (item: number): readonly Recommender[] =>
      this.singers
        .map(({ part }, place) => ({ part, loudness: heard[place]?.of(item) ?? 0 }))
        .sort((one, other) => other.loudness - one.loudness)
        .map(({ part }) => part);
    return {
      scores,
      by: (item) => byLoudness(item)[0]?.name ?? 'hybrid',
      because: (item) => firstReason(byLoudness(item), context, item),
    };
  }
}

function firstReason(
  parts: readonly Recommender[],
  context: ScoringContext,
  item: number,
): number | null {
  for (const part of parts) {
    const reason = item < part.itemCount ? part.because(context, item) : null;
    if (reason !== null) return reason;
  }
  return null;
}

/** Parts fused into one recommender. */
export class HybridRecommender implements Recommender {
  readonly name = 'hybrid';
  private readonly choir: Choir;

  constructor(
    readonly itemCount: number,
    readonly parts: ReadonlyMap<RecommenderName, Recommender>,
    readonly voices: readonly Voice[],
  ) {
    this.choir = new Choir(itemCount, parts, voices);
  }

  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    return (await this.choir.sing(contexts)).map(({ scores }) => scores);
  }

  because(context: ScoringContext, item: number): number | null {
    return this.choir.because(context, item);
  }

  dispose(): void {
    for (const part of this.parts.values()) part.dispose();
  }
}
