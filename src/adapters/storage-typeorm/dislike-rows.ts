import { createHash } from 'node:crypto';
import type { SessionId, ShopperId } from '../../shared/ids';
import { asSku } from '../../shared/ids';
import type { Dislike } from '../../shoppers/shopper.types';

/** Who said it, as one text. */
export const byShopper = (shopper: ShopperId): string => `shopper:${shopper}`;
export const bySession = (session: SessionId): string => `session:${session}`;

export interface DislikeRow {
  readonly kind: Dislike['kind'];
  readonly value: string;
}

export function dislikeRow(dislike: Dislike): DislikeRow {
  switch (dislike.kind) {
    case 'PRODUCT':
      return { kind: dislike.kind, value: dislike.sku };
    case 'BRAND':
      return { kind: dislike.kind, value: dislike.brand };
    case 'CATEGORY':
      return { kind: dislike.kind, value: JSON.stringify(dislike.path) };
  }
}

export function toDislike({ kind, value }: DislikeRow): Dislike {
  switch (kind) {
    case 'PRODUCT':
      return { kind, sku: asSku(value) };
    case 'BRAND':
      return { kind, brand: value };
    case 'CATEGORY':
      return { kind, path: JSON.parse(value) as readonly string[] };
  }
}

/** The same for the same thing: values may be too long for an index. */
export function digestOf({ kind, value }: DislikeRow): string {
  return createHash('sha256').update(`${kind}:${value}`).digest('hex');
}
