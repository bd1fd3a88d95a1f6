import type { SeededRandom } from '../../src/shared/seeded-random';
import type { Findings } from './findings';
import { DELETE_PRODUCTS, expectNoUserErrors, IMPORT_PRODUCTS } from './mutations';
import { postGraphql } from './patient-client';
import { productInput } from './shop-content';
import { skuAt } from './shop-script';
import { ADMIN_KEY } from './watched-fleet';

/** So many writes take a product away; the next one about it brings it back. */
const DELETE_SHARE = 0.1;

/** What was acknowledged about one product. */
interface Acknowledged {
  /** Null when it was deleted. */
  readonly revision: number | null;
  readonly at: number;
}

/** The next state of a product; null deletes it. */
interface Change {
  readonly sku: string;
  readonly revision: number | null;
}

/** Products that change a few at a time, and what searches may therefore show of them. */
export class ChangingShop {
  private readonly history = new Map<string, Acknowledged[]>();
  private readonly inFlight = new Set<string>();
  private turn = 0;

  constructor(
    private readonly products: number,
    private readonly addresses: readonly string[],
    private readonly random: SeededRandom,
    private readonly findings: Findings,
  ) {
    for (let place = 0; place < products; place += 1)
      this.history.set(skuAt(place), [{ revision: 1, at: -Infinity }]);
  }

  /** Changes or deletes so many products about which nothing is under way, with one mutation each for changes and deletions. */
  async write(products: number): Promise<void> {
    const changes = Array.from({ length: products }, () => this.nextChange());
    const isDeletion = ({ revision }: Change): boolean => revision === null;
    await Promise.all([
      this.make(changes.filter((change) => !isDeletion(change))),
      this.make(changes.filter(isDeletion)),
    ]);
  }

  /** The gateways take turns. */
  nextAddress(): string {
    this.turn += 1;
    return this.addresses[this.turn % this.addresses.length] ?? '';
  }

  /** What should be there now: the revision of each product that is. */
  present(): ReadonlyMap<string, number> {
    const newest = [...this.history].map(
      ([sku, states]) => [sku, states.at(-1)?.revision] as const,
    );
    return new Map(
      newest.flatMap(([sku, revision]) => (revision == null ? [] : [[sku, revision]])),
    );
  }

  /**
   * For how long, in milliseconds, something newer than what a search showed had been acknowledged when the search began; 0 when
   * it showed the newest.
   */
  staleMs(sku: string, revision: number, searchedAt: number): number {
    const states = this.history.get(sku) ?? [];
    const place = states.findIndex((state) => state.revision === revision);
    // One that is not acknowledged yet is newer than all that are.
    const next = place === -1 ? undefined : states[place + 1];
    return next ? Math.max(0, searchedAt - next.at) : 0;
  }

  private nextChange(): Change {
    const sku = this.pick();
    this.inFlight.add(sku);
    const before = this.history.get(sku) ?? [];
    const isThere = before.at(-1)?.revision !== null;
    const newest = Math.max(...before.map(({ revision }) => revision ?? 0));
    return { sku, revision: isThere && this.random.next() < DELETE_SHARE ? null : newest + 1 };
  }

  /** @param changes all of them deletions, or none. */
  private async make(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    try {
      await this.send(changes);
      const at = performance.now();
      for (const { sku, revision } of changes) this.history.get(sku)?.push({ revision, at });
    } catch (error) {
      this.findings.add(`Write of ${changes.map(({ sku }) => sku).join(', ')}: ${String(error)}`);
    } finally {
      for (const { sku } of changes) this.inFlight.delete(sku);
    }
  }

  private pick(): string {
    let sku = skuAt(this.random.below(this.products));
    while (this.inFlight.has(sku)) sku = skuAt(this.random.below(this.products));
    return sku;
  }

  private async send(changes: readonly Change[]): Promise<void> {
    const products = changes.flatMap(({ sku, revision }) =>
      revision === null ? [] : [productInput({ sku, revision })],
    );
    const [query, input, name] =
      products.length === 0
        ? ([DELETE_PRODUCTS, { skus: changes.map(({ sku }) => sku) }, 'deleteProducts'] as const)
        : ([IMPORT_PRODUCTS, { products }, 'importProducts'] as const);
    const body = JSON.stringify({ query, variables: { input } });
    const answer = await postGraphql(this.nextAddress(), body, ADMIN_KEY);
    if (!answer?.data || answer.errors) throw new Error(JSON.stringify(answer));
    expectNoUserErrors(answer.data[name]);
  }
}
