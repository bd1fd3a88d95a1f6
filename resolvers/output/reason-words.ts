import type { Reason } from '../../src/recommendation/recommendation.types';

/** What a reason may be about; which of it is given depends on the kind. */
export interface ReasonFacts {
  readonly kind: Reason['kind'];
  /** Title of the product that it names; null when that one is gone, too. */
  readonly title: string | null;
  readonly department: string | null;
  readonly brand: string | null;
  readonly at: Date | null;
  readonly text: string | null;
}

/** A reason as a sentence in English, for people. */
export function reasonWords(facts: ReasonFacts): string {
  return SENTENCES[facts.kind](facts);
}

const SENTENCES: { readonly [Kind in Reason['kind']]: (facts: ReasonFacts) => string } = {
  BECAUSE_YOU_VIEWED: ({ title }) => `Because you looked at ${product(title)}.`,
  BECAUSE_YOU_BOUGHT: ({ title }) => `Because you bought ${product(title)}.`,
  SIMILAR_TO: ({ title }) => `Similar to ${product(title)}.`,
  BOUGHT_WITH: ({ title }) => `Often bought together with ${product(title)}.`,
  YOU_VIEWED: ({ at }) => `You looked at it${onDay(at)}.`,
  YOU_BOUGHT: ({ at }) => `You bought it${onDay(at)}.`,
  POPULAR_IN: ({ department }) => `Popular in ${department ?? 'this shop'}.`,
  TRENDING_IN: ({ department }) => `Asked for more than usual in ${department ?? 'this shop'}.`,
  NEW_IN: ({ department }) => `New in ${department ?? 'this shop'}.`,
  LIKE_YOUR_TASTE: ({ brand, department }) =>
    `Like what you look at${brand === null ? '' : ` by ${brand}`}${department === null ? '' : ` in ${department}`}.`,
  FITS_QUERY: ({ text }) => `Fits “${text ?? ''}”.`,
  SHOPPERS_LIKE_YOU: () => 'Shoppers with a history like yours chose it.',
  PICKED_BY_THE_SHOP: () => 'Chosen by the shop.',
  IN_THE_CATALOGUE: () => 'From the catalogue.',
};

function product(title: string | null): string {
  return title === null ? 'another product' : `“${title}”`;
}

/** In UTC, since nobody knows where the reader is. */
function onDay(moment: Date | null): string {
  if (moment === null) return '';
  const day = moment.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return ` on ${day}`;
}
