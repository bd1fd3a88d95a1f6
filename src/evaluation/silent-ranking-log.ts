import type { RankingLog } from '../search/ranking-log.port';

/** Remembers nothing: the queries of an evaluation were typed by no shopper, and must not be learnt from. */
export const silentRankingLog: RankingLog = {
  note: () => undefined,
  flush: async () => undefined,
  shown: async () => [],
  popularQueries: async () => [],
};
