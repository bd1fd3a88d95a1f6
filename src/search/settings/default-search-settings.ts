import type { SearchSettings } from './search-settings.types';

/**
 * Words without a meaning of their own in a shop. Left in on purpose, because products are named after them: "not", "no", "up",
 * "down", "over", "under", "all", "one", "off", "out".
 */
const ENGLISH_STOP_WORDS =
  'a an and are as at be but by can do does for from had has have i if in into is it its me my of on or our so ' +
  'some that the their them then there these they this to was we were what which while who will with you your';

/** Particles, pronouns and courtesies of a typed question. */
const CHINESE_STOP_WORDS =
  '的 了 和 与 及 或 是 在 有 也 就 都 而 着 吗 呢 吧 啊 把 被 我 你 您 我们 你们 它 他 她 这 那 这个 那个 一个 想 想要 请 请问';

/** The settings of a shop that has set none. */
export const DEFAULT_SEARCH_SETTINGS: SearchSettings = {
  weights: {},
  stopWords: [...ENGLISH_STOP_WORDS.split(' '), ...CHINESE_STOP_WORDS.split(' ')],
  synonyms: [],
  typos: { oneEditFrom: 4, twoEditsFrom: 8 },
  relaxation: { fewerThan: 10 },
};
