const MINUTE_MS = 60_000;

/** Different products within a minute that hands cannot touch. The same line as for reactions to searches. */
const MOST_IN_A_MINUTE = 60;

/** Whether somebody touched more products within a minute than a person can. @param acts in time */
export function isRobot(
  acts: readonly { readonly item: number; readonly time: number }[],
): boolean {
  if (acts.length <= MOST_IN_A_MINUTE) return false;
  const counts = new Map<number, number>();
  let first = 0;
  for (const { item, time } of acts) {
    counts.set(item, (counts.get(item) ?? 0) + 1);
    for (;;) {
      const oldest = acts[first];
      if (oldest === undefined || time - oldest.time < MINUTE_MS) break;
      const count = (counts.get(oldest.item) ?? 1) - 1;
      if (count === 0) counts.delete(oldest.item);
      else counts.set(oldest.item, count);
      first += 1;
    }
    if (counts.size > MOST_IN_A_MINUTE) return true;
  }
  return false;
}
