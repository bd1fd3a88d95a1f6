import type { Product } from '../catalog/product.types';
import { writeCursor, type SearchPlace } from './cursor';
import type { HitExplanation } from './hit-explanation.types';
import type { KeywordHit } from './keyword-engine.port';
import type { HighlightPiece, SearchHit } from './search.types';

/** What a hit is shown with. */
export interface HitParts {
  /** The list that the hit is part of. */
  readonly list: Omit<SearchPlace, 'position' | 'sortKey'> & { readonly digest: string };
  readonly found: KeywordHit;
  readonly product: Product;
  /** From 1. */
  readonly position: number;
  readonly explain: () => HitExplanation;
  readonly titleHighlight: readonly HighlightPiece[];
  readonly descriptionHighlight: readonly HighlightPiece[];
}

/** A hit whose cursor is written when somebody looks at it: most clients look at one of a page. */
export class ShownHit implements SearchHit {
  constructor(private readonly parts: HitParts) {}

  get product(): Product {
    return this.parts.product;
  }

  get score(): number {
    return this.parts.found.score;
  }

  get position(): number {
    return this.parts.position;
  }

  get matchesAllWords(): boolean {
    return this.parts.found.tier === 0;
  }

  explain(): HitExplanation {
    return this.parts.explain();
  }

  get titleHighlight(): readonly HighlightPiece[] {
    return this.parts.titleHighlight;
  }

  get descriptionHighlight(): readonly HighlightPiece[] {
    return this.parts.descriptionHighlight;
  }

  get cursor(): string {
    const { list, position, found } = this.parts;
    const { digest, ...rest } = list;
    return writeCursor({ ...rest, position, sortKey: found.sortKey }, digest);
  }
}
