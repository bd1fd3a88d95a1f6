/**
 * A product as somebody hands it in, from a file or over GraphQL: nothing is trusted yet. Values may be texts where numbers
 * are meant, single values where lists are meant. `cleanProduct` turns it into a `Product` or says what is wrong.
 */
export interface ProductDraft {
  readonly sku?: unknown;
  readonly title?: unknown;
  readonly description?: unknown;
  readonly brand?: unknown;
  /** A list, or one text. */
  readonly identifiers?: unknown;
  /** Paths as lists of names, or as texts with ` > ` between the names. */
  readonly categories?: unknown;
  /** Amount in major units: a number, or a text such as `1,299.00`. */
  readonly price?: unknown;
  /** ISO 4217 code. */
  readonly currency?: unknown;
  readonly availability?: unknown;
  readonly tags?: unknown;
  readonly imageUrls?: unknown;
  /** By key: a text, a number, a boolean, a list of texts, or an `AttributeValue`. */
  readonly attributes?: unknown;
  readonly locale?: unknown;
  /** ISO 8601 text or epoch milliseconds. */
  readonly publishedAt?: unknown;
}
