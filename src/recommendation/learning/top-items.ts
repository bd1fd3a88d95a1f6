/**
 * The places of the largest scores, largest first, ties by lower number. Takes time in proportion to the scores, with a heap of `limit` places.
 *
 * @param above only scores above it; -Infinity for all that are not -Infinity.
 * @returns fewer than `limit` when there are not so many.
 */
export function topItems(
  scores: Float32Array | Float64Array,
  limit: number,
  above = -Infinity,
): Uint32Array {
  const heap = new Uint32Array(Math.min(limit, scores.length));
  let size = 0;
  if (heap.length === 0) return heap;
  let least = above;
  for (let item = 0; item < scores.length; item += 1) {
    const score = scores[item] as number;
    // Later items have higher numbers: they lose all ties.
    if (!(score > least)) continue;
    if (size < heap.length) {
      heap[size] = item;
      siftUp(heap, scores, size);
      size += 1;
    } else {
      heap[0] = item;
      siftDown(heap, scores, size);
    }
    if (size === heap.length) least = scores[heap[0] as number] as number;
  }
  return heap.slice(0, size).sort((left, right) => (isWorse(scores, left, right) ? 1 : -1));
}

type Scores = Float32Array | Float64Array;

/** Whether `left` stands behind `right`. */
function isWorse(scores: Scores, left: number, right: number): boolean {
  const [ours, theirs] = [scores[left] as number, scores[right] as number];
  return ours < theirs || (ours === theirs && left > right);
}

/** The worst is on top. */
function siftUp(heap: Uint32Array, scores: Scores, start: number): void {
  let place = start;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isWorse(scores, heap[place] as number, heap[parent] as number)) return;
    swap(heap, place, parent);
    place = parent;
  }
}

function siftDown(heap: Uint32Array, scores: Scores, size: number): void {
  let place = 0;
  for (;;) {
    const [left, right] = [2 * place + 1, 2 * place + 2];
    let worst = place;
    if (left < size && isWorse(scores, heap[left] as number, heap[worst] as number)) worst = left;
    if (right < size && isWorse(scores, heap[right] as number, heap[worst] as number))
      worst = right;
    if (worst === place) return;
    swap(heap, place, worst);
    place = worst;
  }
}

function swap(heap: Uint32Array, left: number, right: number): void {
  const kept = heap[left] as number;
  heap[left] = heap[right] as number;
  heap[right] = kept;
}
