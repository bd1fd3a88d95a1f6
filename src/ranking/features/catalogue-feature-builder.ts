import type { RankingQuestion } from '../../search/hit-ranker.port';
import type { EncoderSlot } from '../../search/semantic/vector-store.port';
import { meanDirection } from './semantic-evidence';
import type { Deadline } from '../../shared/deadline';
import type { SessionId, ShopperId } from '../../shared/ids';
import { inTime } from '../../shared/in-time';
import type { Logger } from '../../shared/logger';
import { featureMatrix } from '../feature-matrix';
import { Rarely } from '../rarely';
import { evidenceOf } from './candidate-evidence';
import type { Evidence } from './evidence.types';
import type { CandidateFeatures, FeatureBuilder } from './feature-builder.port';
import { MEASURED_FEATURES } from './features';
import type { Priors } from './prior-board';
import { ProductFactsLoader, type FactsLoaderParts } from './product-facts-loader';
import { RecentHistories } from './recent-histories';
import type { KnownSpace } from './search-knowledge';
import type { ShopperHistory } from './shopper-history.port';
import { profileOf, type RecentItem, type ShopperProfile } from './shopper-profile';
import { SpaceReader, type SpaceReaderParts } from './space-vectors';
import { TypeVectors } from './type-vectors';

export interface FeatureBuilderParts extends FactsLoaderParts, SpaceReaderParts {
  readonly priors: Priors;
  readonly history: ShopperHistory;
  readonly logger: Logger;
}

/** What was done before these says less and less. */
const RECENT_ITEMS = 20;

/** Works out features from the catalogue, the vectors that serve, the counters at hand and what the shopper did last. */
export class CatalogueFeatureBuilder implements FeatureBuilder {
  private readonly products: ProductFactsLoader;
  private readonly spaces: SpaceReader;
  private readonly histories: ShopperHistory;
  private readonly types = new TypeVectors();
  private readonly troubles: Rarely;

  constructor(private readonly parts: FeatureBuilderParts) {
    this.products = new ProductFactsLoader(parts);
    this.spaces = new SpaceReader(parts);
    this.histories = new RecentHistories(parts.history, parts.clock);
    this.troubles = new Rarely(parts.clock);
  }

  foresee(shopper: ShopperId | null, session: SessionId | null): void {
    // Whoever needs it later hears of the failure.
    this.recent(shopper, session).catch(() => undefined);
  }

  async build(question: RankingQuestion, deadline?: Deadline): Promise<CandidateFeatures> {
    const { candidates } = question;
    const types = this.spaces.types;
    const [facts, profile] = await Promise.all([
      this.products.factsOf(candidates, deadline),
      this.profileOf(question, deadline),
    ]);
    const [catalogue, sentence] = await Promise.all([
      this.spaceOf('catalogue', question, profile, deadline),
      this.spaceOf('sentence', question, profile, deadline),
    ]);
    const { priors } = this.parts;
    const evidence = evidenceOf({
      question,
      facts,
      catalogue,
      sentence,
      types: this.types.of(facts, types),
      profile,
      priors,
    });
    const columns = MEASURED_FEATURES.length;
    return {
      matrix: featureMatrix(columns, rowsOf(evidence, columns)),
      products: facts.map((one) => one?.product ?? null),
    };
  }

  private recent(shopper: ShopperId | null, session: SessionId | null) {
    return this.histories.recent({ shopper, session, limit: RECENT_ITEMS });
  }

  /** Null for a stranger, and for a shopper whose history is not to be had in time. */
  private async profileOf(
    { shopper, session, at }: RankingQuestion,
    deadline: Deadline | undefined,
  ): Promise<ShopperProfile | null> {
    try {
      const soon = deadline?.halfway();
      const items = await inTime(this.recent(shopper, session), soon);
      const wanted = items.map(({ sku }) => ({ sku, product: null, version: null }));
      const facts = await this.products.factsOf(wanted, soon);
      const recent = items.flatMap((item, place): readonly RecentItem[] => {
        const known = facts[place];
        return known ? [{ item, facts: known }] : [];
      });
      return profileOf(recent, at);
    } catch (error) {
      this.troubles.note((times) => {
        const facts = { error: String(error), times };
        this.parts.logger.warn(facts, 'A search was ranked without what its shopper did last');
      });
      return null;
    }
  }

  private async spaceOf(
    slot: EncoderSlot,
    { query, candidates }: RankingQuestion,
    profile: ShopperProfile | null,
    deadline: Deadline | undefined,
  ): Promise<KnownSpace> {
    const items = profile?.items.map(({ item }) => item.sku) ?? [];
    const skus = candidates.map(({ sku }) => sku);
    const known = await this.spaces.read(slot, query.searchedText, [...skus, ...items], deadline);
    const vectorsOf = (some: typeof skus) => some.map((sku) => known?.bySku.get(sku) ?? null);
    return {
      query: known?.query ?? null,
      candidates: vectorsOf(skus),
      shopper: profile === null ? null : meanDirection(vectorsOf(items), profile.weights),
    };
  }
}

/** NaN all along for a product that is gone. */
function rowsOf(evidence: readonly (Evidence | null)[], columns: number): Float32Array {
  const values = new Float32Array(evidence.length * columns).fill(NaN);
  evidence.forEach((one, row) => {
    if (one === null) return;
    for (const [column, feature] of MEASURED_FEATURES.entries())
      values[row * columns + column] = feature.of(one);
  });
  return values;
}
