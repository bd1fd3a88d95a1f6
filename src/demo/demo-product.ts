import type { Availability } from '../catalog/product.types';
import { hashText } from '../shared/hash-text';
import { SeededRandom } from '../shared/seeded-random';
import type { Sentence } from './department.types';
import type { Shelf } from './departments/all-departments';
import { drawFact, type FactValue } from './draw-fact';
import { inStoreEan } from './ean';
import { colourOf, modelPrefix, skuOf } from './product-code';
import { fillTemplate, placeholdersOf, type Words } from './template';

/** A product as a line of `products.jsonl`: what `trove import products` and `importProducts` take. */
export interface DemoProductDraft {
  readonly sku: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string;
  readonly identifiers: readonly string[];
  readonly categories: readonly (readonly string[])[];
  readonly price: number;
  readonly currency: 'EUR';
  readonly availability: Availability;
  readonly tags: readonly string[];
  readonly imageUrls: readonly string[];
  readonly attributes: Readonly<Record<string, FactValue>>;
  readonly locale: string;
  /** ISO 8601. */
  readonly publishedAt: string;
}

/** A demo product and what the shop knows about it that no catalogue says. */
export interface DemoProduct {
  readonly draft: DemoProductDraft;
  readonly shelf: Shelf;
  /** How dear it is among its kind: 1 is typical. */
  readonly priceLevel: number;
  /** How much shoppers like it, all tastes apart; the median is 1, a few have ten times as much. */
  readonly appeal: number;
}

/** Where one product comes from. */
export interface ProductSeed {
  readonly shelf: Shelf;
  /** Number within the kind, from 1. */
  readonly nth: number;
  /** Number within the shop, from 1. */
  readonly serial: number;
  readonly seed: number;
  /** Draws again with another number when the title is taken. */
  readonly attempt: number;
}

/** The day on which the demo shop was last stocked; products came to market in the two years before. */
export const DEMO_REFERENCE_DATE = Date.UTC(2026, 6, 1);

const MARKET_MINUTES = 2 * 365 * 24 * 60;
const NEWNESS_MINUTES = 60 * 24 * 60;
const MINUTE_MS = 60_000;

/** Of the cheapest and the dearest brand of a department, beside the typical price. */
const BRAND_FACTOR = { cheapest: 0.65, dearest: 1.6 };

/** Invents one product: the same seed makes the same one. */
export function inventProduct(from: ProductSeed): DemoProduct {
  const { shelf, serial } = from;
  const { department, kind } = shelf;
  const sku = skuOf(shelf, from.nth);
  const random = new SeededRandom(hashText(`${from.seed}/${sku}/${from.attempt}`));
  const brandIndex = random.below(department.brands.length);
  const brand = department.brands[brandIndex] ?? '';
  const facts = drawFacts(sku, shelf, random);
  const model = `${modelPrefix(brand)}-${serial}${random.pick(['', 'S', 'X', 'E', ''])}`;
  const words = wordsFor(facts.values, [
    ['brand', brand],
    ['line', random.pick(department.lines)],
    ['model', model],
    ['name', kind.name],
    ['noun', kind.noun],
  ]);
  const priceLevel = brandFactor(brandIndex, department.brands.length) * facts.priceFactor;
  const ageMinutes = random.below(MARKET_MINUTES);
  const draft: DemoProductDraft = {
    sku,
    title: capitalized(fillTemplate(kind.title ?? department.title, words)),
    description: describe(shelf, facts.values, words, random),
    brand,
    identifiers: [model, inStoreEan(serial)],
    categories: [[department.name, ...kind.category]],
    price: shelfPrice(kind.typicalPrice * priceLevel * Math.exp(random.normal(0, 0.08))),
    currency: 'EUR',
    availability: drawAvailability(random),
    tags: drawTags(department.locale, ageMinutes < NEWNESS_MINUTES, random),
    imageUrls: [`/demo/images/${sku}.svg`],
    attributes: Object.fromEntries(facts.values),
    locale: department.locale,
    publishedAt: new Date(DEMO_REFERENCE_DATE - ageMinutes * MINUTE_MS).toISOString(),
  };
  return { draft, shelf, priceLevel, appeal: Math.exp(random.normal(0, 1)) };
}

interface DrawnFacts {
  readonly values: ReadonlyMap<string, FactValue>;
  readonly priceFactor: number;
}

function drawFacts(sku: string, shelf: Shelf, random: SeededRandom): DrawnFacts {
  const { department, kind } = shelf;
  const values = new Map<string, FactValue>();
  let priceFactor = 1;
  for (const recipe of [...kind.facts, ...department.facts]) {
    const drawn = drawFact(recipe, random);
    values.set(recipe.key, drawn.value);
    priceFactor *= drawn.priceFactor;
  }
  const colour = colourOf(sku, shelf);
  if (colour !== null) values.set(department.colours.key, colour);
  return { values, priceFactor };
}

function wordsFor(
  facts: ReadonlyMap<string, FactValue>,
  names: readonly (readonly [string, string])[],
): Words {
  return new Map([...names, ...[...facts].map(([key, value]) => [key, spoken(value)] as const)]);
}

function spoken(value: FactValue): string {
  if (typeof value !== 'object') return String(value);
  const chinese = value.some((text) => /\p{Script=Han}/u.test(text));
  if (chinese) return value.join('、');
  return value.length < 2
    ? value.join('')
    : `${value.slice(0, -1).join(', ')} and ${value.at(-1) ?? ''}`;
}

/** Sentences from the middle of a description. */
const MIDDLE_SENTENCES = { atLeast: 2, more: 2 };

function describe(
  { department, kind }: Shelf,
  facts: ReadonlyMap<string, FactValue>,
  words: Words,
  random: SeededRandom,
): string {
  const fitting = (sentences: readonly Sentence[]) =>
    sentences.flatMap((sentence) => fittingTemplate(sentence, facts, words));
  const middle = fitting(kind.sentences);
  const count = MIDDLE_SENTENCES.atLeast + random.below(MIDDLE_SENTENCES.more);
  while (middle.length > count) middle.splice(random.below(middle.length), 1);
  const templates = [
    random.pick(fitting(department.openings)),
    ...middle,
    random.pick(fitting(department.closings)),
  ];
  const sentences = templates.map((template) => capitalized(fillTemplate(template, words)));
  return sentences.join(department.locale === 'zh-CN' ? '' : ' ');
}

/** The template of a sentence that is true of the product; none otherwise. */
function fittingTemplate(
  sentence: Sentence,
  facts: ReadonlyMap<string, FactValue>,
  words: Words,
): readonly string[] {
  const { when, text } = typeof sentence === 'string' ? { when: null, text: sentence } : sentence;
  const holds = when === null || facts.get(when) === true;
  return holds && placeholdersOf(text).every((name) => words.has(name)) ? [text] : [];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function brandFactor(index: number, brands: number): number {
  const { cheapest, dearest } = BRAND_FACTOR;
  return cheapest * (dearest / cheapest) ** (index / Math.max(brands - 1, 1));
}

/** Prices as shops write them: 4.49, 18.95, 129.00, 1290.00. */
function shelfPrice(exact: number): number {
  if (exact < 10) return Math.max(Math.round(exact * 2) / 2 - 0.01, 0.99);
  if (exact < 50) return Number((Math.round(exact) - 0.05).toFixed(2));
  if (exact < 400) return Math.round(exact);
  return Math.round(exact / 10) * 10 - 1;
}

function drawAvailability(random: SeededRandom): Availability {
  const point = random.next();
  if (point < 0.88) return 'IN_STOCK';
  if (point < 0.95) return 'OUT_OF_STOCK';
  return point < 0.98 ? 'PREORDER' : 'DISCONTINUED';
}

const TAGS = {
  en: { new: 'new', sale: 'sale', gift: 'gift idea', eco: 'eco', limited: 'limited edition' },
  'zh-CN': { new: '新品', sale: '特价', gift: '送礼', eco: '环保', limited: '限量' },
} as const;

function drawTags(
  locale: keyof typeof TAGS,
  isNew: boolean,
  random: SeededRandom,
): readonly string[] {
  const names = TAGS[locale];
  return [
    ...(isNew ? [names.new] : []),
    ...(random.next() < 0.12 ? [names.sale] : []),
    ...(random.next() < 0.1 ? [names.gift] : []),
    ...(random.next() < 0.15 ? [names.eco] : []),
    ...(random.next() < 0.04 ? [names.limited] : []),
  ];
}
