import type { EpochMs } from '../shared/clock';
import { TroveError } from '../shared/errors';
import { asSku, type Sku } from '../shared/ids';
import type { RowProblem } from '../shared/row-problem.types';
import { cleanCode, cleanText } from './cleaning/clean-text';
import { parseAttributes } from './cleaning/parse-attributes';
import { parseAvailability } from './cleaning/parse-availability';
import { parseCategories } from './cleaning/parse-categories';
import { parseDate } from './cleaning/parse-date';
import { parseImageUrl } from './cleaning/parse-image-url';
import { parseLocale } from './cleaning/parse-locale';
import { parsePrice } from './cleaning/parse-price';
import { cleanTextList, isAbsent, textOf } from './cleaning/text-list';
import type { PlainTextOf } from './plain-text.port';
import type { ProductDraft } from './product-draft.types';
import { PRODUCT_LIMITS } from './product-limits';
import type { Money, Product } from './product.types';

/** What is wrong with one product; the caller knows which row it is. */
export type FieldProblem = Omit<RowProblem, 'row'>;

/** A product fit to be stored, or everything that is wrong with it. */
export type CleaningResult =
  | { readonly product: Product; readonly problems?: never }
  | { readonly product?: never; readonly problems: readonly FieldProblem[] };

export interface CleaningContext {
  /** Becomes `updatedAt`. */
  readonly now: EpochMs;
  readonly plainTextOf: PlainTextOf;
  readonly defaults: {
    /** BCP 47 tag for products that name none. */
    readonly locale: string;
    /** ISO 4217 code for prices that name none; null refuses them. */
    readonly currency: string | null;
  };
}

/**
 * Turns what was handed in into a product, or says what is wrong with it, all problems together. Nothing is guessed that
 * would change a meaning and nothing is cut; limits are in `PRODUCT_LIMITS`. Cleaning a clean product changes nothing.
 */
export function cleanProduct(draft: ProductDraft, context: CleaningContext): CleaningResult {
  const problems: FieldProblem[] = [];
  const field = collectorOf(problems);
  const textWithin = (limit: number) => (text: string) =>
    cleanText(text, limit, context.plainTextOf);
  const short = textWithin(PRODUCT_LIMITS.shortText);

  const product: Product = {
    sku: field('sku', '' as Sku, () => requiredSku(draft.sku)),
    title: field('title', '', () => requiredTitle(draft.title, textWithin(PRODUCT_LIMITS.title))),
    description: field('description', '', () =>
      optionalText(draft.description, textWithin(PRODUCT_LIMITS.description)),
    ),
    brand: field('brand', null, () => optionalText(draft.brand, short) || null),
    identifiers: field('identifiers', [], () =>
      cleanTextList(draft.identifiers, PRODUCT_LIMITS.identifiers, short),
    ),
    categories: field('categories', [], () => parseCategories(draft.categories, short)),
    price: field('price', null, () => optionalPrice(draft, context)),
    availability: field('availability', 'IN_STOCK', () =>
      isAbsent(draft.availability) ? 'IN_STOCK' : parseAvailability(draft.availability),
    ),
    tags: field('tags', [], () => cleanTextList(draft.tags, PRODUCT_LIMITS.tags, short)),
    imageUrls: field('imageUrls', [], () =>
      cleanTextList(draft.imageUrls, PRODUCT_LIMITS.imageUrls, cleanImageUrl),
    ),
    attributes: field('attributes', {}, () =>
      parseAttributes(draft.attributes, textWithin(PRODUCT_LIMITS.attributeText)),
    ),
    locale: field('locale', context.defaults.locale, () =>
      isAbsent(draft.locale) ? context.defaults.locale : parseLocale(textOf(draft.locale)),
    ),
    publishedAt: field('publishedAt', null, () =>
      isAbsent(draft.publishedAt) ? null : parseDate(draft.publishedAt),
    ),
    updatedAt: context.now,
  };
  return problems.length === 0 ? { product } : { problems };
}

/** Reads one field; when that fails, notes why and goes on with the stand-in, so that one pass finds every problem. */
type FieldCollector = <T>(field: string, standIn: NoInfer<T>, read: () => T) => T;

function collectorOf(problems: FieldProblem[]): FieldCollector {
  return (field, standIn, read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TroveError)) throw error;
      problems.push({ field, code: error.code, message: error.message });
      return standIn;
    }
  };
}

function requiredSku(value: unknown): Sku {
  const sku = isAbsent(value) ? '' : cleanCode(textOf(value), PRODUCT_LIMITS.sku);
  if (sku !== '') return asSku(sku);
  throw new TroveError(
    'INVALID_INPUT',
    'The product has no sku. Give it the key by which your shop knows it, or map the column that holds it.',
  );
}

function requiredTitle(value: unknown, clean: (text: string) => string): string {
  const title = optionalText(value, clean);
  if (title !== '') return title;
  throw new TroveError(
    'INVALID_INPUT',
    'The product has no title. Give it one, or map the column that holds it.',
  );
}

function optionalText(value: unknown, clean: (text: string) => string): string {
  return isAbsent(value) ? '' : clean(textOf(value));
}

function optionalPrice({ price, currency }: ProductDraft, context: CleaningContext): Money | null {
  if (isAbsent(price)) return null;
  return parsePrice({
    price,
    currency: isAbsent(currency) ? null : textOf(currency),
    defaultCurrency: context.defaults.currency,
  });
}

function cleanImageUrl(text: string): string {
  return parseImageUrl(cleanCode(text, PRODUCT_LIMITS.url));
}
