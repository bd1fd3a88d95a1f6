import type { MeasuredFeature } from './evidence.types';
import { saying } from './in-words';

const group = 'PRODUCT';

/** What speaks for a product whatever was typed. */
export const PRODUCT_FEATURES: readonly MeasuredFeature[] = [
  {
    name: 'click_rate',
    group,
    meaning: "ln of its clicks per impression over the shop's, smoothed; 0 is as usual.",
    of: ({ product }) => product.clickRate,
    inWords: rate(
      'Clicked {} as often as usual when it is shown.',
      'Not known how often it is clicked.',
    ),
  },
  {
    name: 'purchase_rate',
    group,
    meaning: "ln of its carts and purchases per click over the shop's, smoothed; 0 is as usual.",
    of: ({ product }) => product.purchaseRate,
    inWords: rate(
      'Ordered {} as often as usual once clicked.',
      'Not known how often it is ordered.',
    ),
  },
  {
    name: 'popularity',
    group,
    meaning: 'ln(1 + popularity), in views; an act of two weeks ago counts half.',
    of: ({ product }) => product.popularity,
    inWords: saying(
      (value) =>
        `Shoppers have lately done with it what amounts to ${Math.round(Math.expm1(value))} views.`,
      'Not known how popular it is.',
    ),
  },
  {
    name: 'price_deviation',
    group,
    meaning: 'ln(1 + price) minus its median among the first 20 candidates of the same currency.',
    of: ({ product }) => product.priceDeviation,
    inWords: rate('It costs {} as much as is usual here.', 'Its price cannot be compared.'),
  },
  {
    name: 'age',
    group,
    meaning: 'ln(1 + days since it came to market).',
    of: ({ product }) => product.age,
    inWords: saying(
      (value) => `On the market for ${Math.round(Math.expm1(value))} days.`,
      'Not known since when it has been on the market.',
    ),
  },
  {
    name: 'available',
    group,
    meaning: '1 in stock, 0.5 to be ordered ahead, 0 not to be had.',
    of: ({ product }) => product.available,
    inWords: saying(availabilityInWords, 'Not known whether it can be had.'),
  },
  {
    name: 'title_length',
    group,
    meaning: 'ln(1 + words of the title).',
    of: ({ product }) => product.titleLength,
    inWords: words('The title has {} words.'),
  },
  {
    name: 'description_length',
    group,
    meaning: 'ln(1 + words of the description).',
    of: ({ product }) => product.descriptionLength,
    inWords: words('The description has {} words.'),
  },
  {
    name: 'attributes_length',
    group,
    meaning: 'ln(1 + words among its attributes).',
    of: ({ product }) => product.attributesLength,
    inWords: words('Its attributes have {} words.'),
  },
];

function rate(what: string, unknown: string) {
  return saying((value) => what.replace('{}', `${Math.exp(value).toFixed(2)} times`), unknown);
}

function words(what: string) {
  return saying((value) => what.replace('{}', String(Math.round(Math.expm1(value)))), 'Not known.');
}

function availabilityInWords(value: number): string {
  if (value === 1) return 'It is in stock.';
  return value > 0 ? 'It can be ordered ahead.' : 'It cannot be had now.';
}
