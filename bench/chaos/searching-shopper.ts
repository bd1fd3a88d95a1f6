import type { SeededRandom } from '../../src/shared/seeded-random';
import type { ChangingShop } from './changing-shop';
import type { Findings } from './findings';
import { postGraphql } from './patient-client';
import { ADMIN_KEY } from './watched-fleet';

const SEARCH = `query ($input: SearchInput!) {
  search(input: $input, first: 10) { degraded edges { node { product { sku title } } } }
}`;

const TEXTS = ['lamp', 'laptop', 'kettle', 'backpack', 'headphones', 'jacket', 'camera', ''];

interface Found {
  readonly degraded: readonly string[];
  readonly edges: readonly { readonly node: { readonly product: { readonly sku: string; readonly title: string } } }[]; // prettier-ignore
}

/** Searches, and looks how old what it is shown is. */
export class SearchingShopper {
  failed = 0;
  /** The oldest hit: for how long something newer had been acknowledged, in milliseconds. */
  stalestMs = 0;
  hits = 0;

  constructor(
    private readonly shop: ChangingShop,
    private readonly random: SeededRandom,
    private readonly findings: Findings,
  ) {}

  async search(): Promise<void> {
    const searchedAt = performance.now();
    const input = { text: this.random.pick(TEXTS) };
    const body = JSON.stringify({ query: SEARCH, variables: { input } });
    const answer = await postGraphql(this.shop.nextAddress(), body, ADMIN_KEY);
    const found = answer?.data?.['search'] as Found | null | undefined;
    if (!found || answer?.errors || found.degraded.length > 0) {
      this.failed += 1;
      this.findings.add(`Search for ${JSON.stringify(input.text)}: ${JSON.stringify(answer)}`);
      return;
    }
    for (const { node } of found.edges) this.look(node.product, searchedAt);
  }

  private look(product: { readonly sku: string; readonly title: string }, at: number): void {
    const revision = Number(product.title.slice(product.title.lastIndexOf(' ') + 1));
    this.hits += 1;
    this.stalestMs = Math.max(this.stalestMs, this.shop.staleMs(product.sku, revision, at));
  }
}
