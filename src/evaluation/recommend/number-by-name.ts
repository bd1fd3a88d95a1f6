/** Gives things numbers as they come, and in the end the places that they have among all names, in code point order. */
export class NumberByName {
  private readonly numbers = new Map<string, number>();

  get size(): number {
    return this.numbers.size;
  }

  has(name: string): boolean {
    return this.numbers.has(name);
  }

  /** The number of its first coming. */
  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.numbers.size);
    return this.numbers.size - 1;
  }

  namesAsTheyCame(): Iterable<string> {
    return this.numbers.keys();
  }

  /** The names in order, and by number of first coming the place of each. */
  inOrder(): { readonly names: readonly string[]; readonly places: Uint32Array } {
    const names = [...this.numbers.keys()].sort(byCodePoint);
    const places = new Uint32Array(names.length);
    for (const [place, name] of names.entries()) places[this.numbers.get(name) ?? 0] = place;
    return { names, places };
  }
}

/** Plain comparison goes by UTF-16 units, which is another order beyond the basic plane. */
function byCodePoint(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
}
