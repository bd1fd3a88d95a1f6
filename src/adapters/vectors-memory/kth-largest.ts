/** The `most`-th largest of the numbers that were offered; -Infinity while there were fewer. A heap: the smallest kept is on top. */
export class KthLargest {
  private readonly heap: Float64Array;
  private size = 0;

  constructor(private readonly most: number) {
    this.heap = new Float64Array(most);
  }

  get value(): number {
    return this.size < this.most ? -Infinity : (this.heap[0] ?? -Infinity);
  }

  offer(number: number): void {
    if (this.size < this.most) this.rise(this.size++, number);
    else if (number > (this.heap[0] ?? Infinity)) this.sink(number);
  }

  private rise(from: number, number: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.heap[parent] ?? -Infinity;
      if (above <= number) break;
      this.heap[place] = above;
      place = parent;
    }
    this.heap[place] = number;
  }

  /** In place of the one on top. */
  private sink(number: number): void {
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= this.size) break;
      const child = this.smaller(left, left + 1);
      const below = this.heap[child] ?? Infinity;
      if (below >= number) break;
      this.heap[place] = below;
      place = child;
    }
    this.heap[place] = number;
  }

  private smaller(left: number, right: number): number {
    if (right >= this.size) return left;
    return (this.heap[right] ?? Infinity) < (this.heap[left] ?? Infinity) ? right : left;
  }
}
