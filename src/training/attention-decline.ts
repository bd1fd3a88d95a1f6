import type { ShownList } from './logged-lists.port';
import { answeredSkus } from './gain-of-reactions';

/** Decline of attention with the place: 1 / place^η. η = 1 is what eye tracking and click logs of result lists have shown most often. */
export const USUAL_ETA = 1;

/** As many reactions as usual take part in the estimate: a handful of real ones does not overrule what is known of pages. */
const USUAL_REACTIONS = 50;

const BISECTIONS = 40;

/** How often each place was shown and answered, whatever stood there. */
export class PlaceCounts {
  readonly shown: number[] = [];
  readonly answered: number[] = [];

  add(list: Pick<ShownList, 'skus' | 'reactions'>): void {
    const answered = answeredSkus(list);
    list.skus.forEach((sku, place) => {
      this.shown[place] = (this.shown[place] ?? 0) + 1;
      this.answered[place] = (this.answered[place] ?? 0) + (answered.has(sku) ? 1 : 0);
    });
  }
}

/**
 * How fast attention can fall at most, as η of 1 / place^η, 0 to the usual. Pages are not ordered worse than by chance, so reactions fall at
 * least as fast as attention does. Where they hardly fall, attention cannot be what thins them out: weighing reactions far down as if hardly anybody got there would
 * turn the order over, which is how robots that click everywhere would teach it.
 *
 * The η under which the reactions are most likely, Poisson with a mean of c · shown / place^η: the one that gives their mean of ln(place).
 */
export function attentionDecline({
  shown,
  answered,
}: Pick<PlaceCounts, 'shown' | 'answered'>): number {
  const reactions = answered.reduce((sum, count) => sum + count, 0);
  if (reactions === 0) return USUAL_ETA;
  const seen = answered.reduce((sum, count, place) => sum + count * Math.log(place + 1), 0);
  const usual = USUAL_REACTIONS * meanLogPlace(shown, USUAL_ETA);
  const wanted = (seen + usual) / (reactions + USUAL_REACTIONS);
  let low = 0;
  let high = USUAL_ETA;
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (meanLogPlace(shown, middle) > wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2 > USUAL_ETA - 1e-6 ? USUAL_ETA : low;
}

/** Of reactions that fall with 1 / place^η; it falls as η rises. */
function meanLogPlace(shown: readonly number[], eta: number): number {
  let weights = 0;
  let sum = 0;
  shown.forEach((count, place) => {
    const weight = count * (place + 1) ** -eta;
    weights += weight;
    sum += weight * Math.log(place + 1);
  });
  return weights === 0 ? 0 : sum / weights;
}
