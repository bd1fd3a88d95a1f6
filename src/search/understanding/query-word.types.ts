/** A word of the query on its way to becoming a term. */
export interface QueryWord {
  /** What is searched for: normalised, perhaps corrected. */
  readonly surface: string;
  /** Where it was typed: UTF-16 units of the text as typed. */
  readonly start: number;
  readonly end: number;
  /** Whether the word before it in the list also stood before it in the text, with no stop word between. */
  readonly followsPrevious: boolean;
}

/** A part of the typed text and what is put in its place. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly corrected: string;
}
