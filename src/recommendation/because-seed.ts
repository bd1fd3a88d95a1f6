import type { Sku } from '../shared/ids';
import { Cascade } from './cascade';
import type { ProductShelf } from './product-shelf.port';
import type { Admission } from './selection/admission';
import type { Situation, Steps } from './situation.types';
import { weightOf } from './visitor/acts';

/** Products viewed last that are tried, one after the other. */
const MOST_TRIED = 3;

/** The steps of the placement that are about the seed. */
const STEPS_ABOUT_SEED = 2;

export interface SeedChoice {
  readonly steps: Steps;
  readonly shelf: ProductShelf;
  readonly admissionOf: (situation: Situation) => Admission;
}

/** The product viewed last that has a page full to be said about; or else the one that has most. Null when nothing that is still there was viewed. */
export async function chooseSeed(
  situation: Situation,
  { steps, shelf, admissionOf }: SeedChoice,
): Promise<Sku | null> {
  const liked = situation.visitor.looksAt.filter((act) => weightOf(act) > 0);
  const viewed = [...new Set(liked.map(({ sku }) => sku))].slice(0, MOST_TRIED);
  const there = await shelf.findBySkus(viewed);
  let best: Sku | null = null;
  let most = -1;
  for (const seed of viewed.filter((sku) => there.has(sku))) {
    const about = { ...situation, seeds: [seed] };
    const found = await countAbout(new Cascade(steps, about, admissionOf(about)), situation);
    if (found > most) {
      most = found;
      best = seed;
    }
    if (most >= situation.request.first) break;
  }
  return best;
}

async function countAbout(cascade: Cascade, { request }: Situation): Promise<number> {
  let found = 0;
  for (let step = 0; step < STEPS_ABOUT_SEED && found < request.first; step += 1) {
    await cascade.askOn(2 * request.first);
    found = cascade.size;
  }
  return found;
}
