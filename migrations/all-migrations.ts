import { FirstHouse1795000000000 } from './1795000000000-first-house';
import { SearchOutbox1796000000000 } from './1796000000000-search-outbox';
import { WideSequences1797000000000 } from './1797000000000-wide-sequences';
import { ProductVectors1798000000000 } from './1798000000000-product-vectors';
import { Models1799000000000 } from './1799000000000-models';
import { ImpressionFeatures1800000000000 } from './1800000000000-impression-features';
import { EventsBySearch1801000000000 } from './1801000000000-events-by-search';
import { ProductsByChange1802000000000 } from './1802000000000-products-by-change';
import { EventsByShopper1803000000000 } from './1803000000000-events-by-shopper';
import { ProductTrend1804000000000 } from './1804000000000-product-trend';
import { Shoppers1805000000000 } from './1805000000000-shoppers';
import { RecommendationLog1806000000000 } from './1806000000000-recommendation-log';

/** How the database got here, oldest first. A migration is never edited once it has landed. */
export const ALL_MIGRATIONS = [
  FirstHouse1795000000000,
  SearchOutbox1796000000000,
  WideSequences1797000000000,
  ProductVectors1798000000000,
  Models1799000000000,
  ImpressionFeatures1800000000000,
  EventsBySearch1801000000000,
  ProductsByChange1802000000000,
  EventsByShopper1803000000000,
  ProductTrend1804000000000,
  Shoppers1805000000000,
  RecommendationLog1806000000000,
] as const;
