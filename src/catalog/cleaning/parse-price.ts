import { TroveError, quoted } from '../../shared/errors';
import type { Money } from '../product.types';
import { PRODUCT_LIMITS } from '../product-limits';
import { parseNumber } from './parse-number';

const KNOWN_CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Signs that stand for one currency. `$`, `¥` and `kr` stand for several and say nothing. */
const CURRENCY_OF_SIGN: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['₹', 'INR'],
  ['₩', 'KRW'],
  ['₽', 'RUB'],
  ['₺', 'TRY'],
  ['zł', 'PLN'],
]);

const UNIT = '(?:[A-Za-z]{3}|\\p{Sc}|zł|kr)';
const PRICE_TEXT = new RegExp(`^(${UNIT})?\\s*([^\\p{L}\\p{Sc}]+?)\\s*(${UNIT})?$`, 'u');

/** Nobody writes a longer price, and the pattern above would take long over one. */
const LONGEST_PRICE = 100;

/** How a price and its currency were handed in. */
export interface PriceInput {
  /** A number, or a text such as `1,299.00`, `12 €` or `EUR 12.50`. */
  readonly price: unknown;
  /** ISO 4217 code in any case; null when the row has none. */
  readonly currency: string | null;
  /** Taken when neither the price nor the row names a currency. */
  readonly defaultCurrency: string | null;
}

/**
 * Reads a price.
 *
 * @throws TroveError INVALID_INPUT for what is no number, is negative or beyond the limit, for a currency that is unknown,
 *   missing, or different in price and row.
 */
export function parsePrice({ price, currency, defaultCurrency }: PriceInput): Money {
  const read = splitPrice(price);
  const amount = checkedAmount(price, parseNumber(read.amount));
  const named = currency === null ? null : parseCurrency(currency);
  const written = read.unit === null ? null : currencyOfUnit(read.unit);
  if (named !== null && written !== null && named !== written) throw contradiction(price, named);
  const code = named ?? written ?? defaultCurrency;
  if (code === null) throw currencyMissing(price);
  return { amount, currency: code };
}

/** @throws TroveError INVALID_INPUT unless ISO 4217 knows the code. */
export function parseCurrency(code: string): string {
  const upper = code.trim().toUpperCase();
  if (KNOWN_CURRENCIES.has(upper)) return upper;
  throw new TroveError(
    'INVALID_INPUT',
    `${quoted(code)} is no currency. Write its ISO 4217 code, such as EUR, USD or CNY.`,
  );
}

/** A price and the sign or code written before or after it; null when there is none. */
export interface PriceParts {
  readonly amount: unknown;
  readonly unit: string | null;
}

/** Takes a price apart without judging it. */
export function splitPrice(price: unknown): PriceParts {
  if (typeof price !== 'string' || price.length > LONGEST_PRICE)
    return { amount: price, unit: null };
  const match = PRICE_TEXT.exec(price.trim());
  const [, before, amount, after] = match ?? [];
  if (amount === undefined || (before !== undefined && after !== undefined))
    return { amount: price, unit: null };
  return { amount, unit: before ?? after ?? null };
}

/** Null for a sign that several currencies share. */
function currencyOfUnit(unit: string): string | null {
  if (/^[A-Za-z]{3}$/.test(unit)) return parseCurrency(unit);
  return CURRENCY_OF_SIGN.get(unit) ?? null;
}

function checkedAmount(price: unknown, amount: number): number {
  if (amount >= 0 && amount <= PRODUCT_LIMITS.price) return amount;
  const reason = amount < 0 ? 'is negative' : `is above ${PRODUCT_LIMITS.price}`;
  throw new TroveError(
    'INVALID_INPUT',
    `The price ${quoted(price)} ${reason}. Correct it, or leave it out when it is unknown.`,
  );
}

function contradiction(price: unknown, currency: string): TroveError {
  return new TroveError(
    'INVALID_INPUT',
    `The price ${quoted(price)} is not in ${currency}, which the row names as its currency. Make them agree.`,
  );
}

function currencyMissing(price: unknown): TroveError {
  return new TroveError(
    'INVALID_INPUT',
    `The price ${quoted(price)} has no currency. Add one to the row, or a constant currency to the mapping file.`,
  );
}
