import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mappedDrafts } from '../../../src/catalog/apply-mapping';
import { parseFieldMapping } from '../../../src/catalog/field-mapping';
import { plainDrafts } from '../../../src/catalog/plain-drafts';
import { refusalOf } from '../../support/refusal';

const mapped = (mapping: object, values: Record<string, unknown>) =>
  mappedDrafts(parseFieldMapping(JSON.stringify(mapping), 'map.json'))(values);

describe('mappedDrafts', () => {
  it('renames columns', () => {
    const draft = mapped(
      { fields: { sku: 'id', title: 'name' } },
      { id: 1, name: 'A', other: 'x' },
    );
    expect(draft).toEqual({ sku: 1, title: 'A', attributes: {} });
  });

  it('joins several columns, and lists in them, into one list', () => {
    const draft = mapped(
      { fields: { identifiers: ['model', 'ean'] } },
      { model: 'X1', ean: ['1', '2'] },
    );
    expect(draft.identifiers).toEqual(['X1', '1', '2']);
  });

  it('takes the first column that is given for a field of one value', () => {
    const fields = { fields: { brand: ['maker', 'vendor'] } };
    expect(mapped(fields, { maker: ' ', vendor: 'Acme' }).brand).toBe('Acme');
  });

  it('fills constants and defaults', () => {
    const mapping = {
      fields: { currency: { value: 'USD' }, locale: { column: 'lang', default: 'de' } },
    };
    expect(mapped(mapping, { lang: '' })).toMatchObject({ currency: 'USD', locale: 'de' });
    expect(mapped(mapping, { lang: 'fr' })).toMatchObject({ currency: 'USD', locale: 'fr' });
  });

  it('cuts texts into lists and category paths', () => {
    const mapping = {
      fields: {
        tags: { column: 'tags', split: ',' },
        categories: { column: 'cats', split: ';', pathSeparator: '/' },
      },
    };
    expect(mapped(mapping, { tags: 'new,hot', cats: 'A/B;C' })).toMatchObject({
      tags: ['new', 'hot'],
      categories: [['A', 'B'], ['C']],
    });
  });

  it('multiplies prices without leaving digits that nobody wrote', () => {
    const mapping = { fields: { price: { column: 'cents', scale: 0.01 } } };
    expect(mapped(mapping, { cents: 1999 }).price).toBe(19.99);
    expect(mapped(mapping, { cents: '1,999 €' }).price).toBe('€ 19.99');
  });

  it('reads prices by the decimal mark of the mapping', () => {
    const mapping = { fields: { price: { column: 'preis', decimal: ',' } } };
    expect(mapped(mapping, { preis: '1.299' }).price).toBe(1299);
  });

  it('names the field of a price that cannot be multiplied', () => {
    const mapping = { fields: { price: { column: 'cents', scale: 0.01 } } };
    expect(refusalOf(() => mapped(mapping, { cents: 'ask' })).details).toEqual({ field: 'price' });
  });

  it('reaches into nested rows by path', () => {
    const draft = mapped(
      { fields: { price: 'offer.price', title: 'a.b' } },
      {
        offer: { price: 5 },
        'a.b': 'exact name first',
      },
    );
    expect(draft).toMatchObject({ price: 5, title: 'exact name first' });
  });

  it('does not reach what every object inherits', () => {
    const draft = mapped({ fields: { title: 'constructor', brand: 'x.constructor' } }, { x: {} });
    expect(draft).toEqual({ title: undefined, brand: undefined, attributes: {} });
  });

  it('makes attributes by prefix, with their kind', () => {
    const attributes = [
      { prefix: 't_', kind: 'text' },
      { prefix: 'n_', kind: 'number' },
    ];
    const draft = mapped({ fields: {}, attributes }, { t_size: '42', n_Weight: '3', id: 1 });
    expect(draft.attributes).toEqual({
      size: { kind: 'text', value: '42' },
      weight: { kind: 'number', value: '3' },
    });
  });

  it('prefers an attribute named by its column, and gives it another key', () => {
    const attributes = [
      { prefix: 'a_', kind: 'text' },
      { column: 'a_w', key: 'weight', scale: 0.001 },
      { column: 'ports', split: '/' },
    ];
    const draft = mapped({ fields: {}, attributes }, { a_w: 1500, ports: 'USB/HDMI' });
    expect(draft.attributes).toEqual({ weight: 1.5, ports: ['USB', 'HDMI'] });
  });

  it('takes a list where the mapping expects one text', () => {
    const attributes = [{ prefix: 't_', kind: 'text' }];
    const draft = mapped({ fields: {}, attributes }, { t_ports: ['USB', 'HDMI'] });
    expect(draft.attributes).toEqual({ ports: ['USB', 'HDMI'] });
  });

  it('keeps both facts when two prefixes lead to the same key', () => {
    const attributes = [
      { prefix: 'b_', kind: 'boolean' },
      { prefix: 'n_', kind: 'number' },
    ];
    const draft = mapped({ fields: {}, attributes }, { b_height: true, n_height: 100 });
    expect(draft.attributes).toEqual({
      height: { kind: 'boolean', value: true },
      height_number: { kind: 'number', value: 100 },
    });
  });

  it('makes attributes of unmapped columns when asked to, but not of ignored ones', () => {
    const mapping = { fields: { sku: 'id' }, ignore: ['junk'], unmapped: 'attributes' };
    const draft = mapped(mapping, { id: '1', junk: 'x', colour: 'red', size: '42' });
    expect(draft.attributes).toEqual({ colour: 'red', size: 42 });
  });
});

describe('parseFieldMapping', () => {
  it.each([
    ['no JSON', '{', 'it is not JSON'],
    ['no object', '[]', 'The file: '],
    ['a field that is unknown', '{"fields":{"name":"x"}}', 'fields: Unrecognized key: "name"'],
    ['column and value at once', '{"fields":{"sku":{"column":"a","value":"b"}}}', 'fields.sku: '],
    ['a scale of zero', '{"fields":{"price":{"column":"a","scale":0}}}', 'fields.price.scale: '],
    ['an unknown kind', '{"fields":{},"attributes":[{"prefix":"a","kind":"x"}]}', 'attributes.0'],
  ])('refuses %s, naming file and place', (_what, json, place) => {
    const refusal = refusalOf(() => parseFieldMapping(json, 'map.json'));
    expect(refusal.code).toBe('MAPPING_INVALID');
    expect(refusal.message).toContain('map.json');
    expect(refusal.message).toContain(place);
  });

  it('reads the example in docs/importing.md', () => {
    const page = readFileSync(join(__dirname, '../../../docs/importing.md'), 'utf8');
    const [, example = ''] = /```json\n([^`]+)```/.exec(page) ?? [];
    const toDraft = mappedDrafts(parseFieldMapping(example, 'docs/importing.md'));
    const row = { id: '1', price_cents: '1999', images: { large: '/1.svg' }, weight_g: 1500 };
    expect(toDraft({ ...row, 'Screen (inch)': '15,6', category: 'A/B;C' })).toMatchObject({
      sku: '1',
      price: 19.99,
      currency: 'EUR',
      categories: [['A', 'B'], ['C']],
      availability: 0,
      imageUrls: ['/1.svg'],
      attributes: { screen: 15.6, weight_kg: 1.5 },
    });
  });

  it('reads the example for Icecat', () => {
    const file = join(__dirname, '../../../docs/examples/icecat-mapping.json');
    const toDraft = mappedDrafts(parseFieldMapping(readFileSync(file, 'utf8'), file));
    const row = {
      id: '3920564',
      name: '006R90321',
      title: 'Xerox 006R90321 toner',
      ean: ['0095205603217'],
      img_high: 'http://x/high.jpg',
      img_500x500: 'http://x/medium.jpg',
      date_released: '2009-12-10T00:00:00Z',
      supplier: 'Xerox',
      price: 4995,
      attr_t_type: 'Original',
      attr_n_quantity_per_pack: 6,
      attr_b_colour: false,
    };
    expect(toDraft(row)).toEqual({
      sku: '3920564',
      title: 'Xerox 006R90321 toner',
      description: undefined,
      brand: 'Xerox',
      identifiers: ['006R90321', '0095205603217'],
      price: 49.95,
      currency: 'USD',
      locale: 'en',
      publishedAt: '2009-12-10T00:00:00Z',
      imageUrls: ['http://x/medium.jpg'],
      attributes: {
        type: { kind: 'text', value: 'Original' },
        quantity_per_pack: { kind: 'number', value: 6 },
        colour: { kind: 'boolean', value: false },
      },
    });
  });
});

describe('plainDrafts', () => {
  it('takes columns named like the fields, in any spelling, and makes attributes of the others', () => {
    const draft = plainDrafts('jsonl')({
      SKU: 'a',
      Title: 'A',
      image_urls: ['/1.svg'],
      'Published At': '2026-02-28',
      updatedAt: 'never mind',
      colour: 'red',
      size: '42',
      attributes: { weight: 3 },
    });
    expect(draft).toEqual({
      sku: 'a',
      title: 'A',
      imageUrls: ['/1.svg'],
      publishedAt: '2026-02-28',
      updatedAt: 'never mind',
      attributes: { weight: 3, colour: 'red', size: '42' },
    });
  });

  it('reads lists, attributes and kinds from the texts of CSV', () => {
    const draft = plainDrafts('csv')({
      sku: '007',
      tags: 'new|hot',
      attributes: '{"smart": true}',
      size: '42',
    });
    expect(draft).toEqual({
      sku: '007',
      tags: ['new', 'hot'],
      attributes: { smart: true, size: 42 },
    });
  });

  it('names the field of attributes that are no JSON', () => {
    const refusal = refusalOf(() => plainDrafts('csv')({ attributes: '{' }));
    expect(refusal.details).toEqual({ field: 'attributes' });
  });
});
