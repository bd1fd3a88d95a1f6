/** Remembers the vectors of the texts that were asked for last; whoever asks for one that is being made waits for that. */
export class RememberedVectors {
  private readonly vectors = new Map<string, Promise<Float32Array>>();

  /** @param most texts at most, at least 1. */
  constructor(private readonly most: number) {}

  async of(text: string, make: () => Promise<Float32Array>): Promise<Float32Array> {
    const known = this.vectors.get(text);
    // Put in anew, so that it becomes the last to go.
    this.vectors.delete(text);
    const vector = known ?? make();
    this.vectors.set(text, vector);
    this.forgetOldest();
    try {
      return await vector;
    } catch (error) {
      if (this.vectors.get(text) === vector) this.vectors.delete(text);
      throw error;
    }
  }

  private forgetOldest(): void {
    if (this.vectors.size <= this.most) return;
    const { value } = this.vectors.keys().next();
    if (value !== undefined) this.vectors.delete(value);
  }
}
