/** A word of a text and where it stands. */
export interface Word {
  /** Normalised: lower case, no diacritics, not stemmed; never empty. */
  readonly surface: string;
  /** First UTF-16 unit in the original text. */
  readonly start: number;
  /** One after the last UTF-16 unit in the original text. */
  readonly end: number;
}
