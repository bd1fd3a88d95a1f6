/** Shoppers repeat each other; ten thousand texts take about 1 MB. */
const MOST_TEXTS = 10_000;

/** Texts that were noted lately. */
export class RecentTexts {
  private readonly texts = new Set<string>();

  has(text: string): boolean {
    return this.texts.has(text);
  }

  add(text: string): void {
    // Forgetting everything at once is cheap and bounds the memory.
    if (this.texts.size >= MOST_TEXTS) this.texts.clear();
    this.texts.add(text);
  }
}
