/** Elasticsearch advises a few megabytes per request, and refuses 100. In UTF-16 units, at least one byte each. */
const BATCH_CHARACTERS = 4_000_000;

/** Cuts entries into batches of bounded size; an entry larger than that travels alone. */
export function inBatches<T extends { readonly lines: readonly string[] }>(
  entries: readonly T[],
  most = BATCH_CHARACTERS,
): readonly (readonly T[])[] {
  const batches: T[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const characters = entry.lines.reduce((sum, line) => sum + line.length, 0);
    if (size + characters > most) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(entry);
    size += characters;
  }
  return batches;
}
