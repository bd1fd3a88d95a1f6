/** Whole numbers below 2^32, as many as come: four bytes each, and no array of objects while a large file is read. */
export class GrowingNumbers {
  private numbers = new Uint32Array(1024);
  private used = 0;

  get length(): number {
    return this.used;
  }

  push(number: number): void {
    if (this.used === this.numbers.length) {
      const larger = new Uint32Array(this.numbers.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.used] = number;
    this.used += 1;
  }

  toArray(): Uint32Array {
    return this.numbers.slice(0, this.used);
  }
}
