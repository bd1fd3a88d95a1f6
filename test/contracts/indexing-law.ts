import * as fc from 'fast-check';
import type { Database } from '../../src/adapters/storage-typeorm/database';
import type { ProductStore } from '../../src/catalog/product-store.port';
import type { EventStore } from '../../src/feedback/event-store.port';
import { IndexRebuilder } from '../../src/indexing/index-rebuilder';
import { Indexer } from '../../src/indexing/indexer';
import type { IndexSource } from '../../src/indexing/index-source.port';
import type { Outbox } from '../../src/indexing/outbox.port';
import type { SearchIndex, WriteOutcome } from '../../src/indexing/search-index.port';
import { asEpochMs } from '../../src/shared/clock';
import { TroveError } from '../../src/shared/errors';
import { asImportRunId, asSku, type Sku } from '../../src/shared/ids';
import { silentLogger } from '../../src/shared/logger';
import { SeededRandom } from '../../src/shared/seeded-random';
import { aProduct } from '../support/a-product';
import { anEvent, NOON } from '../support/an-event';
import type { FreshDatabases } from '../support/databases';
import { MemorySearchIndex } from '../support/memory-search-index';
import { outboxWorldOn } from '../support/outbox-world';

/** What a shop does. */
type Deed =
  | { readonly kind: 'put' | 'delete' | 'click'; readonly sku: string }
  | { readonly kind: 'putMany' }
  | { readonly kind: 'forget' };

const SKUS = ['a', 'b', 'c', 'd', 'e'];

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('put', 'put', 'delete', 'click'),
    sku: fc.constantFrom(...SKUS),
  }),
  fc.constantFrom<Deed>({ kind: 'putMany' }, { kind: 'forget' }),
);

const TABLES = ['product', 'product_counter', 'shopper_event', 'search_outbox', 'setting'];

class ProcessDied extends Error {}

/**
 * However writes, deletions, events, two indexers, rebuilds and sudden deaths are mixed: in the end index and catalogue agree,
 * and they agree again after going back to the index before.
 */
export function describeIndexingLaw(name: string, databases: FreshDatabases, runs: number): void {
  describe(`indexing: ${name}`, () => {
    it('brings index and catalogue together, whatever happens in whatever order', async () => {
      const database = await databases.open();
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.array(deed, { minLength: 1, maxLength: 24 }),
          fc.nat(),
          async (scheduler, deeds, seed) => {
            await empty(database);
            const story = new Story(database, scheduler, new SeededRandom(seed));
            await scheduler.waitFor(story.open());
            await scheduler.waitFor(story.play(deeds));
            await scheduler.waitFor(story.settle());
            await story.expectAgreement();
            await scheduler.waitFor(story.rollBack());
            await story.expectAgreement();
          },
        ),
        { numRuns: runs },
      );
    });
  });
}

async function empty(database: Database): Promise<void> {
  await database.write(async (transaction) => {
    for (const table of TABLES) await transaction.query(`DELETE FROM ${table}`);
  });
}

class Story {
  private readonly memory = new MemorySearchIndex();
  private readonly store: ProductStore;
  private readonly events: EventStore;
  private readonly outbox: Outbox;
  private readonly source: IndexSource;
  private readonly world: ReturnType<typeof outboxWorldOn>;
  private now = NOON as number;
  private names = 0;
  private isChaos = false;

  constructor(
    database: Database,
    private readonly scheduler: fc.Scheduler,
    private readonly random: SeededRandom,
  ) {
    this.world = outboxWorldOn(database, this.clock);
    ({ outbox: this.outbox, source: this.source, events: this.events } = this.world);
    this.store = this.world.storeWith([]);
  }

  /** Without a live index from the start, the first rebuild would mend whatever went wrong before it. */
  async open(): Promise<void> {
    await this.put(SKUS, 'First');
    await this.process().rebuilder.rebuild();
    this.isChaos = true;
  }

  async play(deeds: readonly Deed[]): Promise<void> {
    const half = Math.ceil(deeds.length / 2);
    await Promise.all([
      this.shop(deeds.slice(0, half)),
      this.shop(deeds.slice(half)),
      this.indexing(6),
      this.indexing(6),
      this.rebuilding(2),
      this.rebuilding(1),
    ]);
  }

  /** From now on nothing dies; time passes until nothing waits. */
  async settle(): Promise<void> {
    this.isChaos = false;
    this.now += 1_000_000;
    const { indexer } = this.process();
    for (let turn = 0; turn < 50; turn += 1) {
      await indexer.step();
      this.now += 1_000;
    }
    expect(await this.outbox.status(this.clock())).toEqual({
      waiting: 0,
      oldestWaitingMs: 0,
      failed: 0,
    });
  }

  async rollBack(): Promise<void> {
    const before = await this.memory.live();
    if ((await this.memory.all()).length < 2) return;
    const since = await this.world.ledger.keptSince();
    const isForgotten = (await this.outbox.forgottenBefore()) > since;
    const rollingBack = this.process().rebuilder.rollBack();
    if (isForgotten) return expect(rollingBack).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await rollingBack;
    expect(await this.memory.live()).not.toBe(before);
  }

  async expectAgreement(): Promise<void> {
    const live = await this.memory.live();
    if (live === null) throw new Error('There is no live index.');
    const indexed = this.memory.productsIn(live);
    const stored = await this.source.page(null, 1_000);
    const facts = ({ sku, product, popularity }: (typeof stored)[number]) => ({
      sku,
      title: product?.title,
      popularity,
    });
    expect(indexed.map(facts)).toEqual(stored.map(facts));
  }

  private readonly clock = () => {
    this.now += 5;
    return asEpochMs(this.now);
  };

  private async shop(deeds: readonly Deed[]): Promise<void> {
    for (const it of deeds) {
      await this.gate('shop');
      if (it.kind === 'forget') {
        await this.outbox.forget(this.clock());
        continue;
      }
      this.names += 1;
      const title = `Title ${this.names}`;
      const skus = it.kind === 'putMany' ? SKUS : [it.sku];
      if (it.kind === 'delete') await this.store.delete(skus.map(asSku));
      else if (it.kind === 'click')
        await this.events.record([anEvent(title, { sku: skus[0] ?? '', kind: 'CLICK' })], NOON);
      else await this.put(skus, title);
    }
  }

  private async put(skus: readonly string[], title: string): Promise<void> {
    const products = skus.map((sku) => aProduct({ sku, title }));
    await this.store.upsert(products, asImportRunId(title));
  }

  private async indexing(steps: number): Promise<void> {
    let { indexer } = this.process();
    for (let step = 0; step < steps; step += 1) {
      await this.gate('step');
      try {
        await indexer.step();
      } catch (error) {
        if (!(error instanceof ProcessDied)) throw error;
        ({ indexer } = this.process());
      }
    }
  }

  private async rebuilding(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await this.gate('rebuild');
      try {
        await this.process().rebuilder.rebuild();
      } catch (error) {
        if (error instanceof ProcessDied) continue;
        const known = ['INDEX_BUSY', 'INDEX_INCOMPLETE', 'INVALID_INPUT'];
        if (!(error instanceof TroveError) || !known.includes(error.code)) throw error;
      }
    }
  }

  /** An indexer and a rebuilder of one process, which dies as a whole. */
  private process(): { indexer: Indexer; rebuilder: IndexRebuilder } {
    // Half of them live; the others die somewhere on the way of a whole rebuild.
    const callsToLive =
      this.isChaos && this.random.next() < 0.5 ? this.random.below(150) : Infinity;
    const mortality = { callsToLive };
    const mortal = <T extends object>(part: T, label: string): T =>
      this.mortal(part, label, mortality);
    this.names += 1;
    const name = `process-${this.names}`;
    const parts = {
      outbox: mortal(this.outbox, 'outbox'),
      source: mortal(this.source, 'source'),
      ledger: mortal(this.world.ledger, 'ledger'),
      searchIndex: mortal(this.failing(), 'index'),
      clock: this.clock,
      random: () => this.random.next(),
    };
    const retry = { maxAttempts: 1_000, firstMs: 10, longestMs: 40 };
    const indexer = new Indexer(
      { ...parts, logger: silentLogger, name },
      { batchSize: 3, claimMs: 60, popularityEveryMs: 0, popularityBatch: 2, retry },
    );
    let ids = 0;
    const rebuilder = new IndexRebuilder(
      {
        ...parts,
        indexer,
        newId: () => `${name}-${(ids += 1)}`,
        pause: () => this.gate('pause'),
      },
      { pageSize: 2, claimMs: 200, verifyAttempts: 20, retry: { ...retry, maxAttempts: 6 } },
    );
    return { indexer, rebuilder };
  }

  /** Every call waits for its turn, and may be the last that the process makes, before or after it took effect. */
  private mortal<T extends object>(part: T, label: string, mortality: { callsToLive: number }): T {
    const maybeDie = () => {
      mortality.callsToLive -= 1;
      if (mortality.callsToLive < 0) throw new ProcessDied(label);
    };
    return new Proxy(part, {
      get:
        (target, key) =>
        async (...parameters: readonly unknown[]) => {
          maybeDie();
          await this.gate(`${label}.${String(key)}`);
          maybeDie();
          const method = Reflect.get(target, key) as (...given: readonly unknown[]) => unknown;
          const answer = await method.apply(target, [...parameters]);
          maybeDie();
          return answer;
        },
    });
  }

  /** Refuses some writes for now; some batches get through in part. */
  private failing(): SearchIndex {
    const write: SearchIndex['write'] = async (index, products) => {
      const outcomes: WriteOutcome[] = [];
      for (const product of products) {
        const { sku } = product;
        if (this.isChaos && this.random.next() < 0.1) outcomes.push(refused(sku));
        else outcomes.push(...(await this.memory.write(index, [product])));
      }
      return outcomes;
    };
    const { memory } = this;
    return new Proxy(memory, {
      get: (target, key) => {
        const method = Reflect.get(target, key) as (...given: readonly unknown[]) => unknown;
        return key === 'write' ? write : method.bind(target);
      },
    });
  }

  private async gate(label: string): Promise<void> {
    await this.scheduler.schedule(Promise.resolve(), label);
  }
}

function refused(sku: Sku): WriteOutcome {
  return { sku, outcome: 'FAILED', retryable: true, reason: 'busy' };
}
