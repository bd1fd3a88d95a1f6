import type { EventKind } from '../../feedback/shopper-event.types';
import type { RankedFeatures } from '../../search/ranked-features.types';
import { asEpochMs } from '../../shared/clock';
import { asModelId, asSearchId, asSku, type SearchId, type Sku } from '../../shared/ids';
import type { Reaction, ShownList } from '../../training/logged-lists.port';
import { textToVector } from './vector-text';

/** A page as the database tells it; PostgreSQL tells numbers of 64 bits as texts, unless told otherwise. */
export interface PageRow {
  readonly sequence: number | string;
  readonly search_id: string;
  readonly normalized_text: string;
  readonly first_position: number;
  readonly skus: string;
  readonly shopper: string | null;
  readonly session: string | null;
  readonly shown_at: number | string;
  readonly feature_set: string;
  readonly columns: number;
  readonly model: string | null;
  /** Absent when it was not asked for; empty when it has been forgotten. */
  readonly features?: string;
}

/** An event that names a search. */
export interface ReactionRow {
  readonly search_id: string;
  readonly sku: string;
  readonly kind: EventKind;
  readonly rating: number | null;
  readonly received_at: number | string;
  readonly shopper: string | null;
  readonly session: string | null;
}

/**
 * Joins a page to the events that name its search, in the order in which they were received.
 *
 * @param attributionMs how long after the page was shown they count.
 */
export function toShownList(
  row: PageRow,
  events: readonly ReactionRow[],
  attributionMs: number,
): ShownList {
  const shownAt = asEpochMs(Number(row.shown_at));
  const skus = (JSON.parse(row.skus) as readonly string[]).map(asSku);
  const counted = countedEvents(events, new Set(skus), shownAt + attributionMs);
  const [first] = counted;
  return {
    searchId: asSearchId(row.search_id),
    normalizedText: row.normalized_text,
    firstPosition: row.first_position,
    skus,
    visitor: row.shopper ?? row.session ?? first?.shopper ?? first?.session ?? null,
    shownAt,
    featureSet: row.feature_set,
    reactions: counted.map(toReaction),
  };
}

function countedEvents(
  events: readonly ReactionRow[],
  skus: ReadonlySet<Sku>,
  until: number,
): readonly ReactionRow[] {
  const seen = new Set<string>();
  return events.filter((event) => {
    if (!skus.has(asSku(event.sku)) || Number(event.received_at) > until) return false;
    const act = `${event.kind} ${event.sku}`;
    const isNew = !seen.has(act);
    seen.add(act);
    return isNew;
  });
}

function toReaction({ sku, kind, rating, received_at }: ReactionRow): Reaction {
  return { sku: asSku(sku), kind, rating, at: asEpochMs(Number(received_at)) };
}

export function toFeatures({ feature_set, columns, model, features }: PageRow): RankedFeatures {
  return {
    featureSet: feature_set,
    columns,
    values: textToVector(features ?? ''),
    model: model === null ? null : asModelId(model),
  };
}

/** The events of each search, in their order. */
export function bySearch(
  events: readonly ReactionRow[],
): ReadonlyMap<SearchId, readonly ReactionRow[]> {
  const map = new Map<SearchId, ReactionRow[]>();
  for (const event of events) {
    const id = asSearchId(event.search_id);
    const known = map.get(id);
    if (known === undefined) map.set(id, [event]);
    else known.push(event);
  }
  return map;
}
