import type { Sku } from '../../shared/ids';
import type { Candidate } from '../situation.types';
import { DepartmentQuota } from './department-quota';

/** Of every ten places, this one is a newcomer's. */
const NEWCOMERS_EVERY = 10;
const NEWCOMERS_PLACE = 5;

export interface PageOrder {
  /** What may be shown, in the order in which it is wanted. */
  readonly line: readonly Candidate[];
  /** What is too new for anybody to have touched it, the more fitting first. */
  readonly newcomers: readonly Candidate[];
  /** By position in the list. */
  readonly pins: ReadonlyMap<number, Candidate>;
  /** Products of one department at most. */
  readonly cap: number | null;
  readonly departmentsOf: (sku: Sku) => readonly string[];
  /** Of the page's first product, from 1. */
  readonly firstPosition: number;
  readonly size: number;
}

export interface ComposedPage {
  readonly page: readonly Candidate[];
  /** What is left for later pages, in its order. */
  readonly rest: readonly Candidate[];
}

/**
 * Fills the places of a page one after the other: with what is pinned there, with a newcomer on its place, otherwise with the first in line whose departments
 * have room. A page is shorter than wanted only when nothing is left that fits.
 */
export function composePage(order: PageOrder): ComposedPage {
  const { line, cap, departmentsOf, firstPosition, size } = order;
  const quota = new DepartmentQuota(cap);
  const pinned = new Set([...order.pins.values()].map(({ sku }) => sku));
  const taken = new Set<Sku>();
  const page: Candidate[] = [];
  const fits = ({ sku }: Candidate): boolean =>
    !taken.has(sku) && quota.hasRoomFor(departmentsOf(sku));
  while (page.length < size) {
    const position = firstPosition + page.length;
    const next =
      [order.pins.get(position), newcomerFor(position, order, fits)].find(
        (candidate) => candidate !== undefined && fits(candidate),
      ) ??
      line.find((candidate) => !pinned.has(candidate.sku) && fits(candidate)) ??
      line.find(fits);
    if (next === undefined) break;
    taken.add(next.sku);
    quota.take(departmentsOf(next.sku));
    page.push(next);
  }
  return { page, rest: line.filter(({ sku }) => !taken.has(sku)) };
}

function newcomerFor(
  position: number,
  { newcomers }: PageOrder,
  fits: (candidate: Candidate) => boolean,
): Candidate | undefined {
  return position % NEWCOMERS_EVERY === NEWCOMERS_PLACE ? newcomers.find(fits) : undefined;
}
