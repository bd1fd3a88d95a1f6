/**
 * The largest product that Trove takes. A value beyond a limit is refused with its field and the limit, never cut: a cut
 * title would be found, sold and reviewed under a name that nobody gave it.
 *
 * Texts are measured in UTF-16 code units after cleaning, except `rawText`.
 */
export const PRODUCT_LIMITS = {
  /** Any text as it is handed in, before markup is taken out of it. */
  rawText: 1_000_000,
  sku: 200,
  title: 1_000,
  description: 100_000,
  /** Brand, one identifier, one tag, one category name, one member of a list attribute. */
  shortText: 500,
  attributeKey: 200,
  attributeText: 10_000,
  url: 2_000,
  /** BCP 47 asks for at least 35. */
  locale: 35,
  identifiers: 1_000,
  categories: 50,
  /** Names in one category path. */
  categoryDepth: 20,
  tags: 200,
  imageUrls: 100,
  attributes: 1_000,
  /** Members of one list attribute. */
  attributeValues: 500,
  /** Major units. Beyond it, doubles no longer hold cents exactly. */
  price: 10_000_000_000_000,
} as const;
