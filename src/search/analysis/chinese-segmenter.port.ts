/** Cuts Chinese text into words. */
export interface ChineseSegmenter {
  /**
   * Words of the text from left to right, for an index: a long word may be followed or preceded by the shorter words in it.
   * Every word is a piece of the text; blanks are left out.
   */
  cutForIndex(text: string): readonly string[];

  /** Words of the text from left to right that together cover it without overlap, for a query and for highlighting. */
  cut(text: string): readonly string[];
}
