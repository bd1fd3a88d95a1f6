import fc from 'fast-check';
import { guessKind } from '../../../../src/catalog/cleaning/guess-kind';
import { parseAvailability } from '../../../../src/catalog/cleaning/parse-availability';
import { parseBoolean } from '../../../../src/catalog/cleaning/parse-boolean';
import { parseDate } from '../../../../src/catalog/cleaning/parse-date';
import { parseImageUrl } from '../../../../src/catalog/cleaning/parse-image-url';
import { parseLocale } from '../../../../src/catalog/cleaning/parse-locale';
import { parseNumber, parseScaled } from '../../../../src/catalog/cleaning/parse-number';
import { refusalOf } from '../../../support/refusal';

describe('parseNumber', () => {
  it.each([
    ['1299.5', 1299.5],
    ['1,299.00', 1299],
    ['1.299,00', 1299],
    ['1 299,50', 1299.5],
    ['1\u00A0299', 1299],
    ["1'299.95", 1299.95],
    ['1,29,900', 129_900],
    ['1.299.000', 1_299_000],
    ['1,299,000.5', 1_299_000.5],
    ['1,299', 1299],
    ['1.299', 1.299],
    ['12,5', 12.5],
    ['0,125', 0.125],
    ['1234,567', 1234.567],
    [' -3 ', -3],
    ['−3', -3],
    ['.5', 0.5],
    ['1e3', 1000],
    ['-0', 0],
    [42, 42],
  ])('reads %j as %d', (text, number) => {
    expect(parseNumber(text)).toBe(number);
  });

  it('reads by the decimal mark that it is told', () => {
    expect(parseNumber('1.299', ',')).toBe(1299);
    expect(parseNumber('1,299', ',')).toBe(1.299);
    expect(parseNumber('12,345', '.')).toBe(12_345);
  });

  it.each([
    '',
    'abc',
    '12 €',
    '1,2,3',
    '1..2',
    '1.2,3.4',
    '12,34.5',
    'NaN',
    'Infinity',
    '0x10',
    '1e999',
    true,
    null,
    [],
    Number.NaN,
  ])('refuses %j', (value) => {
    expect(refusalOf(() => parseNumber(value)).code).toBe('INVALID_INPUT');
  });

  it('reads every number back that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(parseNumber(String(number))).toBe(number === 0 ? 0 : number);
      }),
    );
  });
});

describe('parseScaled', () => {
  it('turns every number of cents into the amount a person would write', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), (cents) => {
        const written = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        expect(parseScaled(cents, 0.01)).toBe(Number(written));
      }),
    );
  });
});

describe('parseBoolean', () => {
  it.each([true, 'true', 'YES', ' y ', '1', 1, 'on', '是'])('takes %j for true', (value) => {
    expect(parseBoolean(value)).toBe(true);
  });

  it.each([false, 'False', 'no', 'N', '0', 0, 'off', '否'])('takes %j for false', (value) => {
    expect(parseBoolean(value)).toBe(false);
  });

  it.each(['', 'maybe', 2, null, []])('refuses %j', (value) => {
    expect(refusalOf(() => parseBoolean(value)).code).toBe('INVALID_INPUT');
  });
});

describe('parseAvailability', () => {
  it.each([
    ['in stock', 'IN_STOCK'],
    ['InStock', 'IN_STOCK'],
    ['IN_STOCK', 'IN_STOCK'],
    ['https://schema.org/InStock', 'IN_STOCK'],
    ['有货', 'IN_STOCK'],
    [true, 'IN_STOCK'],
    [7, 'IN_STOCK'],
    ['12', 'IN_STOCK'],
    ['0', 'OUT_OF_STOCK'],
    [0, 'OUT_OF_STOCK'],
    [-2, 'OUT_OF_STOCK'],
    [false, 'OUT_OF_STOCK'],
    ['out-of-stock', 'OUT_OF_STOCK'],
    ['Sold out', 'OUT_OF_STOCK'],
    ['http://schema.org/PreOrder', 'PREORDER'],
    ['backorder', 'PREORDER'],
    ['discontinued', 'DISCONTINUED'],
  ])('takes %j for %s', (value, availability) => {
    expect(parseAvailability(value)).toBe(availability);
  });

  it('refuses what it does not know and says what it takes', () => {
    expect(refusalOf(() => parseAvailability('soonish')).message).toContain('IN_STOCK');
  });
});

describe('parseDate', () => {
  it.each([
    ['2026-02-28', '2026-02-28T00:00:00.000Z'],
    ['2026-02-28T09:30', '2026-02-28T09:30:00.000Z'],
    ['2026-02-28 09:30:15', '2026-02-28T09:30:15.000Z'],
    ['2026-02-28T09:30:00+01:00', '2026-02-28T08:30:00.000Z'],
    ['2026-02-28T09:30:00.123-0530', '2026-02-28T15:00:00.123Z'],
    ['1887-01-01', '1887-01-01T00:00:00.000Z'],
    // 1,772,236,800 s after 1970 is 2026-02-28.
    [1_772_236_800, '2026-02-28T00:00:00.000Z'],
    ['1772236800000', '2026-02-28T00:00:00.000Z'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
  ])('reads %j', (value, iso) => {
    expect(new Date(parseDate(value)).toISOString()).toBe(iso);
  });

  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '28.02.2026',
    'soon',
    '',
    1e300,
    Number.NaN,
    null,
    '2026-02-28T25:00',
  ])('refuses %j', (value) => {
    expect(refusalOf(() => parseDate(value)).code).toBe('INVALID_INPUT');
  });

  it('reads back every moment of the years 1 to 9999 as it is exported', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59Z'),
          noInvalidDate: true,
        }),
        (date) => {
          expect(parseDate(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });
});

describe('parseLocale', () => {
  it.each([
    ['en', 'en'],
    ['EN_us', 'en-US'],
    ['zh-hans-cn', 'zh-Hans-CN'],
  ])('writes %j as %s', (text, locale) => {
    expect(parseLocale(text)).toBe(locale);
  });

  it.each(['english please', 'e', '12'])('refuses %j', (text) => {
    expect(refusalOf(() => parseLocale(text)).code).toBe('INVALID_INPUT');
  });
});

describe('parseImageUrl', () => {
  it.each(['https://example.com/a.jpg', 'http://example.com/a b.png', '/images/1.svg'])(
    'takes %j',
    (url) => {
      expect(parseImageUrl(url)).toBe(url);
    },
  );

  it.each(['javascript:alert(1)', 'a.jpg', 'https://', 'data:image/png;base64,AAAA'])(
    'refuses %j',
    (url) => {
      expect(refusalOf(() => parseImageUrl(url)).code).toBe('INVALID_INPUT');
    },
  );
});

describe('guessKind', () => {
  it.each([
    ['42', 42],
    ['-3.50', -3.5],
    ['0.5', 0.5],
    ['TRUE', true],
    ['false', false],
    ['007', '007'],
    ['1,299', '1,299'],
    ['1234567890123456', '1234567890123456'],
    ['XL', 'XL'],
    ['yes', 'yes'],
  ])('takes the text %j for %j', (text, value) => {
    expect(guessKind(text)).toBe(value);
  });
});
