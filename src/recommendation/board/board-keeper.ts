import type { EventStore } from '../../feedback/event-store.port';
import { asEpochMs, type Clock, type EpochMs } from '../../shared/clock';
import type { Logger } from '../../shared/logger';
import { asSku, type Sku } from '../../shared/ids';
import type { After } from '../../shared/timer';
import type { BoardSource, ChangePlace } from './board-source.port';
import type { MemoryCatalogueBoard } from './memory-catalogue-board';

export interface BoardKeeperParts {
  readonly board: MemoryCatalogueBoard;
  readonly source: BoardSource;
  readonly events: Pick<EventStore, 'countersOf' | 'countersAfter'>;
  readonly after: After;
  readonly clock: Clock;
  readonly logger: Logger;
}

const PRODUCTS_PER_PAGE = 500;
const COUNTERS_PER_PAGE = 2000;
const EVENTS_PER_LOOK = 2000;

/** Between two looks, in milliseconds. */
const LOOK_PAUSE_MS = 500;

/** After a look that failed, in milliseconds. */
const FAILURE_PAUSE_MS = 5000;

/** A transaction that began this much earlier may commit after what has been seen, in milliseconds; slower ones are found by the next round. */
const LATE_COMMIT_MS = 3000;

/** For this long after the last change what came shortly before it is read again, in milliseconds. */
const LOOK_BACK_FOR_MS = 10_000;

/** Every so many looks the next products of the round are read. */
const LOOKS_PER_STEP = 4;

/** Lists are made anew no more often than takes a twentieth of the time. */
const ARRANGING_SHARE = 20;

/**
 * Keeps a board fresh for as long as a process serves: reads the whole catalogue once, then follows what changes and what is done with it, and goes
 * over all products slowly, again and again, for those that are gone.
 */
export class BoardKeeper {
  private cancel: () => void = () => undefined;
  private closed = false;
  private underWay: Promise<void> = Promise.resolve();
  private round = 1;
  private sweptTo: Sku | null = null;
  private followedTo: ChangePlace | null = null;
  private changedAt: EpochMs = asEpochMs(0);
  private eventsTo = 0;
  private looks = 0;
  private dirty = false;
  private arrangeFrom = -Infinity;

  constructor(private readonly parts: BoardKeeperParts) {}

  start(): void {
    this.later(0);
  }

  /** Resolves when nothing is read any more. */
  async close(): Promise<void> {
    this.closed = true;
    this.cancel();
    await this.underWay;
  }

  /** Brings the board up to date with everything that has been written, whatever it costs. */
  async refresh(): Promise<void> {
    await this.underWay;
    this.arrangeFrom = -Infinity;
    this.underWay = this.parts.board.isComplete ? this.sweepAll() : this.readAll();
    await this.underWay;
  }

  private later(pauseMs: number): void {
    if (this.closed) return;
    this.cancel = this.parts.after(pauseMs, () => {
      this.underWay = this.underWay.then(() => this.look());
    });
  }

  private async look(): Promise<void> {
    if (this.closed) return;
    try {
      if (this.parts.board.isComplete) await this.follow();
      else await this.readAll();
      this.later(LOOK_PAUSE_MS);
    } catch (error) {
      this.parts.logger.warn({ error }, 'The catalogue was not read; recommendations know it as it was before.'); // prettier-ignore
      this.later(FAILURE_PAUSE_MS);
    }
  }

  private async readAll(): Promise<void> {
    const { board, source } = this.parts;
    this.eventsTo = await source.lastEvent();
    while (!this.closed && !(await this.sweepOn()));
    if (this.closed) return;
    await this.readCounters();
    board.isComplete = true;
    this.dirty = true;
    await this.arrange();
  }

  private async sweepAll(): Promise<void> {
    while (!(await this.sweepOn()));
    while (!(await this.sweepOn()));
    await this.followEvents();
    this.dirty = true;
    await this.arrange();
  }

  private async follow(): Promise<void> {
    await this.followChanges();
    await this.followEvents();
    this.looks += 1;
    if (this.looks % LOOKS_PER_STEP === 0) await this.sweepOn();
    await this.arrange();
  }

  private async followChanges(): Promise<void> {
    const { board, source, clock } = this.parts;
    const isLate = clock() - this.changedAt > LOOK_BACK_FOR_MS;
    let place = isLate && this.followedTo ? this.followedTo : earlier(this.followedTo);
    for (;;) {
      const rows = await source.changed(place, PRODUCTS_PER_PAGE);
      if (board.put(rows, this.round, clock())) this.dirty = true;
      const last = rows.at(-1);
      if (!last) return;
      place = { updatedAt: last.updatedAt, sku: last.product.sku };
      this.moveOn(place);
      if (rows.length < PRODUCTS_PER_PAGE) return;
    }
  }

  private async followEvents(): Promise<void> {
    const { board, source, events, clock } = this.parts;
    for (;;) {
      const { sequence, skus } = await source.touched(this.eventsTo, EVENTS_PER_LOOK);
      if (sequence === this.eventsTo) return;
      const now = clock();
      board.count([...(await events.countersOf(skus, now)).values()], now);
      this.eventsTo = sequence;
      this.dirty = true;
    }
  }

  /** Reads the next products. @returns whether that was the end of a round. */
  private async sweepOn(): Promise<boolean> {
    const { board, source, clock } = this.parts;
    const rows = await source.page(this.sweptTo, PRODUCTS_PER_PAGE);
    if (board.put(rows, this.round, clock())) this.dirty = true;
    for (const { updatedAt, product } of rows) this.moveOn({ updatedAt, sku: product.sku });
    const isLast = rows.length < PRODUCTS_PER_PAGE;
    this.sweptTo = isLast ? null : (rows.at(-1)?.product.sku ?? null);
    if (!isLast) return false;
    if (board.forgetBefore(this.round)) this.dirty = true;
    this.round += 1;
    return true;
  }

  private async readCounters(): Promise<void> {
    const { board, events, clock } = this.parts;
    let after: Sku | null = null;
    for (;;) {
      const now = clock();
      const page = await events.countersAfter(after, COUNTERS_PER_PAGE, now);
      board.count(page, now);
      after = page.at(-1)?.sku ?? null;
      if (page.length < COUNTERS_PER_PAGE || this.closed) return;
    }
  }

  private moveOn(place: ChangePlace): void {
    const before = this.followedTo;
    if (before !== null && !isAfter(place, before)) return;
    this.followedTo = place;
    this.changedAt = this.parts.clock();
  }

  private async arrange(): Promise<void> {
    const begun = this.parts.clock();
    if (!this.dirty || begun < this.arrangeFrom || this.closed) return;
    this.dirty = false;
    await this.parts.board.arrange(begun);
    const ended = this.parts.clock();
    this.arrangeFrom = ended + (ended - begun) * ARRANGING_SHARE;
  }
}

function isAfter(one: ChangePlace, other: ChangePlace): boolean {
  if (one.updatedAt !== other.updatedAt) return one.updatedAt > other.updatedAt;
  return one.sku > other.sku;
}

function earlier(place: ChangePlace | null): ChangePlace {
  const from: EpochMs = asEpochMs((place?.updatedAt ?? 0) - LATE_COMMIT_MS);
  return { updatedAt: from, sku: asSku('') };
}
