import fc from 'fast-check';
import { htmlToText } from '../../../src/adapters/html-text/html-to-text';
import { cleanProduct, type CleaningContext } from '../../../src/catalog/clean-product';
import type { ProductDraft } from '../../../src/catalog/product-draft.types';
import { productToDraft } from '../../../src/catalog/product-to-draft';
import { asEpochMs } from '../../../src/shared/clock';

const context: CleaningContext = {
  now: asEpochMs(1_000),
  plainTextOf: htmlToText,
  defaults: { locale: 'en', currency: null },
};

const clean = (draft: ProductDraft) => cleanProduct(draft, context);
const problemsOf = (draft: ProductDraft) =>
  clean({ sku: 'a', title: 'A', ...draft }).problems ?? [];

const distinct = (count: number) => Array.from({ length: count }, (_, index) => String(index));

describe('cleanProduct', () => {
  it('fills what is not given', () => {
    expect(clean({ sku: 'a', title: 'A' }).product).toEqual({
      sku: 'a',
      title: 'A',
      description: '',
      brand: null,
      identifiers: [],
      categories: [],
      price: null,
      availability: 'IN_STOCK',
      tags: [],
      imageUrls: [],
      attributes: {},
      locale: 'en',
      publishedAt: null,
      updatedAt: 1_000,
    });
  });

  it('cleans every field', () => {
    const { product } = clean({
      sku: 12345,
      title: '  Red   <b>shoe</b> ',
      description: '<p>Soft.</p><p>Warm.</p>',
      brand: ' Acme\u0000 ',
      identifiers: ['4006381333931', ' ', 'RS-1', '<b>RS-1</b>', 4006381333931],
      categories: ['Shoes &gt; Running', ['Sport', 'Shoes > 40']],
      price: '1.299,00',
      currency: 'eur',
      availability: 'out of stock',
      tags: 'new',
      imageUrls: ['https://example.com/1.jpg', ''],
      attributes: {
        'Shoe Size': 42,
        Colour: ' red ',
        waterproof: false,
        fits: ['men', 'women'],
        none: '',
      },
      locale: 'en_gb',
      publishedAt: '2026-02-28',
    });
    expect(product).toEqual({
      sku: '12345',
      title: 'Red shoe',
      description: 'Soft. Warm.',
      brand: 'Acme',
      identifiers: ['4006381333931', 'RS-1'],
      categories: [
        ['Shoes', 'Running'],
        ['Sport', 'Shoes > 40'],
      ],
      price: { amount: 1299, currency: 'EUR' },
      availability: 'OUT_OF_STOCK',
      tags: ['new'],
      imageUrls: ['https://example.com/1.jpg'],
      attributes: {
        shoe_size: { kind: 'number', value: 42 },
        colour: { kind: 'text', value: 'red' },
        waterproof: { kind: 'boolean', value: false },
        fits: { kind: 'list', values: ['men', 'women'] },
      },
      locale: 'en-GB',
      publishedAt: Date.UTC(2026, 1, 28),
      updatedAt: 1_000,
    });
  });

  it('takes attributes with their kind', () => {
    const { product } = clean({
      sku: 'a',
      title: 'A',
      attributes: {
        weight: { kind: 'number', value: '1,5' },
        smart: { kind: 'boolean', value: 'yes' },
        model: { kind: 'text', value: 500 },
        ports: { kind: 'list', values: ['USB', 'HDMI'] },
      },
    });
    expect(product?.attributes).toEqual({
      weight: { kind: 'number', value: 1.5 },
      smart: { kind: 'boolean', value: true },
      model: { kind: 'text', value: '500' },
      ports: { kind: 'list', values: ['USB', 'HDMI'] },
    });
  });

  it('tells two names of the same key apart by their kind', () => {
    const { product } = clean({
      sku: 'a',
      title: 'A',
      attributes: { 'Height!': true, height: 100 },
    });
    expect(product?.attributes).toEqual({
      height: { kind: 'boolean', value: true },
      height_number: { kind: 'number', value: 100 },
    });
  });

  it('is not led astray by names that every object has', () => {
    const attributes = JSON.parse('{"__proto__": "x", "constructor": "y"}') as unknown;
    expect(clean({ sku: 'a', title: 'A', attributes }).product?.attributes).toEqual(
      Object.fromEntries([
        ['proto', { kind: 'text', value: 'x' }],
        ['constructor', { kind: 'text', value: 'y' }],
      ]),
    );
  });

  it('reports all problems of a product together', () => {
    const problems = clean({ price: -1, currency: 'USD', publishedAt: 'soon' }).problems ?? [];
    expect(problems.map(({ field }) => field)).toEqual(['sku', 'title', 'price', 'publishedAt']);
  });

  it.each<[string, ProductDraft, string, string]>([
    ['a missing sku', { sku: '' }, 'sku', 'INVALID_INPUT'],
    ['a sku of control characters', { sku: '\u0000\u0001' }, 'sku', 'INVALID_INPUT'],
    ['a sku that lost digits as a number', { sku: 2 ** 60 }, 'sku', 'INVALID_INPUT'],
    ['a sku of 201 characters', { sku: 'a'.repeat(201) }, 'sku', 'TEXT_TOO_LONG'],
    ['a title of markup only', { title: '<b></b>' }, 'title', 'INVALID_INPUT'],
    ['a title that is an object', { title: { en: 'A' } }, 'title', 'INVALID_INPUT'],
    ['a title of 10 MB', { title: 'a'.repeat(10_000_000) }, 'title', 'TEXT_TOO_LONG'],
    ['a title of 1,001 characters', { title: 'a'.repeat(1_001) }, 'title', 'TEXT_TOO_LONG'],
    ['a negative price', { price: -1, currency: 'USD' }, 'price', 'INVALID_INPUT'],
    ['an unknown currency', { price: 1, currency: 'ZZZ' }, 'price', 'INVALID_INPUT'],
    ['too many tags', { tags: distinct(201) }, 'tags', 'TOO_MANY_ITEMS'],
    ['a category too deep', { categories: [distinct(21)] }, 'categories', 'TOO_MANY_ITEMS'],
    ['attributes that are a list', { attributes: ['red'] }, 'attributes', 'INVALID_INPUT'],
    [
      'an attribute that is an object',
      { attributes: { size: { w: 1 } } },
      'attributes',
      'INVALID_INPUT',
    ],
    ['an attribute without a name', { attributes: { '!': 1 } }, 'attributes', 'INVALID_INPUT'],
    [
      'an attribute that is no number',
      { attributes: { w: { kind: 'number', value: 'x' } } },
      'attributes',
      'INVALID_INPUT',
    ],
    ['a script for an image', { imageUrls: 'javascript:alert(1)' }, 'imageUrls', 'INVALID_INPUT'],
  ])('refuses %s', (_what, draft, field, code) => {
    expect(problemsOf(draft)).toEqual([
      expect.objectContaining({ field, code, message: expect.stringMatching(/.{20}/) as string }),
    ]);
  });

  it('never repeats a long value in full', () => {
    const [problem] = problemsOf({ title: 'x'.repeat(10_000_000) });
    expect(problem?.message.length).toBeLessThan(200);
  });
});

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('<b>x</b>', '&lt;b&gt;', 'a > b', '12 €', 'true', '2026-02-28', 'cable <3m', ' '),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

const draftOfAnything = fc.record({
  sku: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  title: fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), anything),
  description: anything,
  brand: anything,
  identifiers: fc.array(anything, { maxLength: 4 }),
  categories: fc.array(fc.oneof(anything, fc.array(anything, { maxLength: 4 })), { maxLength: 4 }),
  price: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e9, noNaN: true })),
  currency: fc.constantFrom('EUR', 'usd'),
  availability: fc.constantFrom('in stock', 0, null, 'PreOrder'),
  tags: fc.array(anything, { maxLength: 4 }),
  attributes: fc.dictionary(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.oneof(anything, fc.array(anything, { maxLength: 4 })),
    { maxKeys: 5 },
  ),
  locale: fc.constantFrom('en', 'zh_CN', null),
  publishedAt: fc.oneof(fc.constant(null), fc.constantFrom('2026-02-28', 1_772_236_800_000)),
});

describe('cleanProduct and productToDraft', () => {
  it('give back the same product, so that an export can be imported without loss', () => {
    let cleaned = 0;
    fc.assert(
      fc.property(draftOfAnything, (draft) => {
        const { product } = clean(draft);
        if (!product) return;
        cleaned += 1;
        const line = JSON.stringify(productToDraft(product));
        expect(clean(JSON.parse(line) as ProductDraft)).toEqual({ product });
      }),
      { numRuns: 1_000 },
    );
    // The law must have been put to the test.
    expect(cleaned).toBeGreaterThan(100);
  });
});
