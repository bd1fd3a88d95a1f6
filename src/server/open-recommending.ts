import type { Config } from '../config/config';
import {
  openRecommendation,
  type OpenRecommendation,
  type RecommendationSources,
} from './open-recommendation';
import { openRecommender, type OpenRecommender } from './open-recommender';
import { openShoppers, type OpenShoppers } from './open-shoppers';
import type { Foundation } from './open-stores';
import type { Surroundings } from './surroundings';

/** The models, the memory and the service that recommend, and the way to end them. */
export interface OpenRecommending {
  /** The recommenders that serve in this process. */
  readonly recommender: OpenRecommender['live'];
  /** What to show next. */
  readonly recommendations: OpenRecommendation['recommendations'];
  /** The catalogue as recommendations know it follows by itself; this is for whoever cannot wait. */
  readonly refreshBoard: OpenRecommendation['refreshBoard'];
  /** What is known of shoppers. */
  readonly shoppers: OpenShoppers['shoppers'];
  /** Forgets lists that were shown before anybody still learns from them. */
  readonly forgetLists: OpenShoppers['forgetLists'];
  close(): Promise<void>;
}

type Sources = Omit<
  RecommendationSources,
  'foundation' | 'products' | 'memory' | 'log' | 'live'
> & {
  readonly foundation: Pick<Foundation, 'database' | 'analyzer' | 'keywordEngine' | 'notices'>;
  readonly productStore: RecommendationSources['products'];
};

export async function openRecommending(
  config: Config,
  sources: Sources,
  machinery: Surroundings,
): Promise<OpenRecommending> {
  const { foundation, productStore: products } = sources;
  const recommender = await openRecommender(foundation, machinery);
  const shopping = openShoppers(foundation.database, products, config, machinery);
  const { memory, log } = shopping;
  const { live } = recommender;
  const opened = openRecommendation(config, { ...sources, products, memory, log, live }, machinery);
  return {
    recommender: live,
    recommendations: opened.recommendations,
    refreshBoard: opened.refreshBoard,
    shoppers: shopping.shoppers,
    forgetLists: shopping.forgetLists,
    close: async () => {
      for (const room of [opened, shopping, recommender]) await room.close();
    },
  };
}
