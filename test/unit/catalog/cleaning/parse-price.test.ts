import { parsePrice } from '../../../../src/catalog/cleaning/parse-price';
import { refusalOf } from '../../../support/refusal';

const parse = (
  price: unknown,
  currency: string | null = null,
  defaultCurrency: string | null = null,
) => parsePrice({ price, currency, defaultCurrency });

describe('parsePrice', () => {
  it.each([
    [12.5, 'eur', { amount: 12.5, currency: 'EUR' }],
    ['1,299.00', 'USD', { amount: 1299, currency: 'USD' }],
    ['12 €', null, { amount: 12, currency: 'EUR' }],
    ['€1.299,00', null, { amount: 1299, currency: 'EUR' }],
    ['EUR 12.50', null, { amount: 12.5, currency: 'EUR' }],
    ['12.50 gbp', null, { amount: 12.5, currency: 'GBP' }],
    ['12 €', 'EUR', { amount: 12, currency: 'EUR' }],
    ['$12', 'CAD', { amount: 12, currency: 'CAD' }],
    ['¥1200', 'CNY', { amount: 1200, currency: 'CNY' }],
    [0, 'USD', { amount: 0, currency: 'USD' }],
  ])('reads %j with currency %j', (price, currency, money) => {
    expect(parse(price, currency)).toEqual(money);
  });

  it('takes the default currency when nothing names one', () => {
    expect(parse(5, null, 'CHF')).toEqual({ amount: 5, currency: 'CHF' });
    expect(parse('5 €', null, 'CHF')).toEqual({ amount: 5, currency: 'EUR' });
  });

  it.each([
    ['a negative price', -1, 'USD', 'is negative'],
    ['a negative text', '-1.50', 'USD', 'is negative'],
    ['an absurd price', 1e15, 'USD', 'is above'],
    ['what is no number', Number.NaN, 'USD', 'not a number'],
    ['a word', 'on request', 'USD', 'not a number'],
    ['an unknown currency', 1, 'XYZ', 'ISO 4217'],
    ['an unknown currency in the price', '1 ABC', null, 'ISO 4217'],
    ['two currencies that differ', '12 €', 'USD', 'Make them agree'],
    ['a missing currency', 12, null, 'has no currency'],
    ['a sign that says too little', '$12', null, 'has no currency'],
  ])('refuses %s', (_what, price, currency, reason) => {
    const refusal = refusalOf(() => parse(price, currency));
    expect(refusal.code).toBe('INVALID_INPUT');
    expect(refusal.message).toContain(reason);
  });

  it.each(['1' + ' '.repeat(900_000) + 'x', '1'.repeat(900_000) + 'x', '1,'.repeat(450_000)])(
    'refuses an endless text at once',
    (price) => {
      const startedAt = performance.now();
      expect(refusalOf(() => parse(price, 'EUR')).code).toBe('INVALID_INPUT');
      expect(performance.now() - startedAt).toBeLessThan(500);
    },
  );
});
