import { inventCatalog } from '../../../src/demo/demo-catalog';
import { DEMO_REFERENCE_DATE } from '../../../src/demo/demo-product';
import { ALL_DEPARTMENTS, ALL_SHELVES } from '../../../src/demo/departments/all-departments';
import { withCheckDigit } from '../../../src/demo/ean';
import { placeholdersOf } from '../../../src/demo/template';
import { cleanProduct } from '../../../src/catalog/clean-product';
import { asEpochMs } from '../../../src/shared/clock';

describe('inventCatalog', () => {
  const products = inventCatalog(1);
  const drafts = products.map((product) => product.draft);

  it('makes the same catalogue for the same seed, byte by byte, and another for another', () => {
    const again = inventCatalog(1).map((product) => product.draft);
    const other = inventCatalog(2).map((product) => product.draft);
    expect(JSON.stringify(again)).toBe(JSON.stringify(drafts));
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(drafts));
  });

  it.each([1, 2, 3, 12345])(
    'stocks 2,000 products of seed %d without a title or SKU twice',
    (seed) => {
      const stock = inventCatalog(seed).map((product) => product.draft);
      expect(stock).toHaveLength(2000);
      expect(new Set(stock.map((draft) => draft.title)).size).toBe(2000);
      expect(new Set(stock.map((draft) => draft.sku)).size).toBe(2000);
      expect(new Set(stock.flatMap((draft) => draft.identifiers)).size).toBe(4000);
    },
  );

  it('fills twelve departments with every one of their kinds', () => {
    expect(ALL_DEPARTMENTS).toHaveLength(12);
    for (const shelf of ALL_SHELVES) {
      const stock = products.filter((product) => product.shelf === shelf);
      expect(stock.length).toBeGreaterThanOrEqual(20);
    }
  });

  it('passes the cleaning of an import unchanged', () => {
    for (const draft of drafts) {
      const { product, problems } = cleanProduct(draft, {
        now: asEpochMs(0),
        plainTextOf: (text) => text,
        defaults: { locale: 'en', currency: null },
      });
      expect(problems).toBeUndefined();
      expect(product).toMatchObject({
        title: draft.title,
        description: draft.description,
        brand: draft.brand,
        price: { amount: draft.price, currency: 'EUR' },
        locale: draft.locale,
      });
      expect(Object.keys(product?.attributes ?? {})).toEqual(Object.keys(draft.attributes));
    }
  });

  it('writes the Chinese department in Chinese, and some of it with Latin words', () => {
    const chinese = drafts.filter((draft) => draft.locale === 'zh-CN');
    expect(chinese.length).toBeGreaterThan(150);
    for (const { title, description, brand, categories, attributes } of chinese) {
      for (const text of [title, description, brand, ...categories.flat()])
        expect(text).toMatch(/\p{Script=Han}/u);
      expect(Object.keys(attributes).join()).toMatch(/\p{Script=Han}/u);
    }
    const mixed = chinese.filter(({ title }) => /[A-Za-z]{2}/.test(title));
    expect(mixed.length).toBeGreaterThan(chinese.length / 4);
    expect(mixed.length).toBeLessThan(chinese.length);
  });

  it('gives attributes of all four kinds that many products share', () => {
    const kinds = new Map<string, number>();
    for (const value of drafts.flatMap((draft) => Object.values(draft.attributes))) {
      const kind = Array.isArray(value) ? 'list' : typeof value;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    for (const kind of ['string', 'number', 'boolean', 'list'])
      expect(kinds.get(kind)).toBeGreaterThan(300);
    const coloured = drafts.filter((draft) => 'color' in draft.attributes);
    expect(coloured.length).toBeGreaterThan(1000);
  });

  it('sets prices that follow brand and equipment, in every size', () => {
    const prices = drafts.map((draft) => draft.price).sort((a, b) => a - b);
    expect(prices[0]).toBeGreaterThan(0);
    expect(prices[0]).toBeLessThan(10);
    expect(prices.at(-1)).toBeGreaterThan(1000);
    for (const { department, kind } of ALL_SHELVES) {
      const stock = products.filter(
        ({ shelf }) => shelf.kind === kind && shelf.department === department,
      );
      const dear = stock.filter((product) => product.priceLevel > 1.2);
      const cheap = stock.filter((product) => product.priceLevel < 0.85);
      const mean = (of: typeof stock) =>
        of.reduce((sum, product) => sum + product.draft.price, 0) / of.length;
      if (dear.length > 0 && cheap.length > 0) expect(mean(dear)).toBeGreaterThan(mean(cheap));
    }
  });

  it('brings products to market in the two years before the reference date', () => {
    const ages = drafts.map((draft) => DEMO_REFERENCE_DATE - Date.parse(draft.publishedAt));
    const day = 24 * 60 * 60 * 1000;
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ages)).toBeLessThanOrEqual(730 * day);
    expect(ages.filter((age) => age < 365 * day).length).toBeGreaterThan(850);
  });

  it('has most in stock and some not', () => {
    const count = (availability: string) =>
      drafts.filter((draft) => draft.availability === availability).length;
    expect(count('IN_STOCK')).toBeGreaterThan(1600);
    for (const rare of ['OUT_OF_STOCK', 'PREORDER', 'DISCONTINUED'])
      expect(count(rare)).toBeGreaterThan(10);
  });

  it('numbers them with valid in-store EANs', () => {
    for (const ean of drafts.map((draft) => draft.identifiers[1] ?? '')) {
      expect(ean).toMatch(/^29\d{11}$/);
      expect(withCheckDigit(ean.slice(0, 12))).toBe(ean);
    }
  });

  it('varies its descriptions and leaves no template in them', () => {
    const descriptions = new Set(drafts.map((draft) => draft.description));
    expect(descriptions.size).toBeGreaterThan(1900);
    for (const { title, description } of drafts) expect(title + description).not.toMatch(/[{}]/);
  });
});

describe('the word lists', () => {
  it.each(ALL_SHELVES.map((shelf) => [shelf.department.code, shelf.kind.code, shelf] as const))(
    'of %s %s name only what the product has',
    (_department, _kind, { department, kind }) => {
      const facts = [...kind.facts, ...department.facts];
      const colours = kind.colours ?? department.colours.names;
      const known = new Set([
        ...['brand', 'line', 'model', 'name', 'noun'],
        ...facts.map((fact) => fact.key),
        ...(colours.length > 0 ? [department.colours.key] : []),
      ]);
      const booleans = new Set(
        facts.filter((fact) => fact.kind === 'boolean').map(({ key }) => key),
      );
      const texts = kind.sentences.map((sentence) =>
        typeof sentence === 'string' ? sentence : sentence.text,
      );
      for (const template of [kind.title ?? department.title, ...texts])
        for (const name of placeholdersOf(template)) expect(known).toContain(name);
      for (const sentence of kind.sentences)
        if (typeof sentence !== 'string') expect(booleans).toContain(sentence.when);
      for (const code of kind.goesWith ?? [])
        expect(department.kinds.map((other) => other.code)).toContain(code);
    },
  );
});

describe('withCheckDigit', () => {
  it('matches the example of the standard', () => {
    // 6 2 9 1 0 4 1 5 0 0 2 1: 6+9+0+1+0+2 = 18, 3 × (2+1+4+5+0+1) = 39; 18 + 39 = 57; 60 − 57 = 3.
    expect(withCheckDigit('629104150021')).toBe('6291041500213');
  });
});
