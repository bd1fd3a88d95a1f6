import { JiebaSegmenter } from '../../../../src/adapters/segmenter-jieba/jieba-segmenter';
import { LexicalComparison } from '../../../../src/ranking/features/lexical-evidence';
import { FactsReader } from '../../../../src/ranking/features/product-facts';
import { queryStems, rarityOf } from '../../../../src/ranking/features/query-stems';
import { Analyzer } from '../../../../src/search/analysis/analyzer';
import { aQuery } from '../../../support/a-ranking-question';
import { plain } from '../../../support/plain-product';

const reader = new FactsReader(new Analyzer(new JiebaSegmenter()));
const CATALOGUE = 1000;

type Facts = Omit<Parameters<typeof plain>[0], 'sku'>;

const compare = (text: string, facts: Facts, query = aQuery(text)) =>
  new LexicalComparison(queryStems(query, CATALOGUE)).compare(
    reader.factsOf(plain({ sku: 'p', ...facts })),
  );

describe('LexicalComparison', () => {
  it('counts terms that a field holds in any form, each by what it tells', () => {
    const query = aQuery('red headphones', {
      wordFrequencies: new Map([
        ['red', 500],
        ['headphones', 9],
      ]),
    });

    const { titleMatch, descriptionMatch } = compare(
      'red headphones',
      { title: 'Headphone', description: 'Comes in red.' },
      query,
    );

    const [red, headphones] = [rarityOf(500, CATALOGUE), rarityOf(9, CATALOGUE)];
    expect(titleMatch).toBeCloseTo(headphones / (red + headphones), 12);
    expect(descriptionMatch).toBeCloseTo(red / (red + headphones), 12);
    expect(headphones).toBeGreaterThan(red);
  });

  it('looks into every field', () => {
    const evidence = compare('acme camera zoom black', {
      title: 'Camera',
      brand: 'Acme',
      categories: [['Photo', 'Cameras']],
      description: 'A zoom of 10.',
      attributes: { colour: { kind: 'text', value: 'Black' } },
    });

    expect(evidence).toMatchObject({
      titleMatch: 0.25,
      brandMatch: 0.25,
      categoriesMatch: 0.25,
      descriptionMatch: 0.25,
      attributesMatch: 0.25,
      anyMatch: 1,
      titleHoldsAll: 0,
    });
  });

  it('tells what a product is from what it goes with', () => {
    const laptop = compare('laptop', { title: 'Acme 15 laptop with 8 GB' });
    const bag = compare('laptop', { title: 'Acme bag for a laptop' });

    expect(laptop).toMatchObject({ titleMatch: 1, headMatch: 1, lastInHead: 1 });
    expect(bag).toMatchObject({ titleMatch: 1, headMatch: 0, lastInHead: 0 });
    expect(compare('laptop', { title: 'For your laptop' }).headMatch).toBe(1);
  });

  it('takes the last word typed for the thing that is wanted', () => {
    const title = 'Camera case for compact cameras';

    expect(compare('camera case', { title }).lastInHead).toBe(1);
    expect(compare('case camera', { title }).lastInHead).toBe(1);
    expect(compare('camera strap', { title }).lastInHead).toBe(0);
  });

  it('knows the phrase by the order and neighbourhood of its words', () => {
    expect(compare('memory card', { title: '8 GB memory cards, blue' }).titlePhrase).toBe(1);
    expect(compare('memory card', { title: 'Card with memory' }).titlePhrase).toBe(0);
    expect(compare('memory card', { description: 'Takes a memory card.' })).toMatchObject({
      titlePhrase: 0,
      descriptionPhrase: 1,
    });
  });

  it('satisfies a term by any of its alternatives, words of a phrase side by side', () => {
    const terms = [{ word: 'powerbank', alternatives: [['powerbank'], ['power', 'bank']] }];
    const query = aQuery('powerbank', { terms });

    expect(compare('', { title: 'Power bank 5000' }, query).titleMatch).toBe(1);
    expect(compare('', { title: 'Powerbank' }, query).titleMatch).toBe(1);
    expect(compare('', { title: 'Bank of power' }, query).titleMatch).toBe(0);
  });

  it('says where in the title the words stand, and how much of it they are', () => {
    const evidence = compare('wireless mouse', { title: 'Small mouse wireless optical' });

    expect(evidence).toMatchObject({ titleFirst: 1 / 2, titleLast: 1 / 2, titleDensity: 1 / 2 });
    expect(compare('mouse', { title: 'Keyboard' })).toMatchObject({
      titleFirst: 0,
      titleLast: 0,
      titleDensity: 0,
    });
  });

  it('scores repetition with diminishing returns, and short texts above long ones', () => {
    const score = (title: string): number => compare('mouse', { title }).titleScore;

    const filler = ' and more words to come';
    expect(score('mouse mouse wheel')).toBeGreaterThan(score('mouse wheel pad'));
    expect(score('mouse')).toBeGreaterThan(score(`mouse${filler}`));
    expect(score(Array(100).fill('mouse').join(' '))).toBeLessThan(2.2);
    // One word of one: 1 · (k1 + 1) / (1 + k1 · (1 − b + b / 12)) with k1 = 1.2, b = 0.75.
    expect(score('mouse')).toBeCloseTo(2.2 / (1 + 1.2 * (0.25 + 0.75 / 12)), 12);
  });

  it('knows a product by the number that was typed, however it is written', () => {
    const identifiers = ['DV7-1211EA', '0884420588030'];

    expect(compare('dv7 1211ea', { identifiers }).exactCode).toBe(1);
    expect(compare('884420588030', { identifiers }).exactCode).toBe(1);
    expect(compare('dv7-1212ea', { identifiers }).exactCode).toBe(0);
  });

  it('reads Chinese as search does', () => {
    expect(compare('耳机', { title: '无线蓝牙耳机' }).titleMatch).toBe(1);
    expect(compare('耳机', { title: '耳机收纳盒 适用于 耳机' }).headMatch).toBe(1);
  });

  it('keeps nothing from one product to the next', () => {
    const comparison = new LexicalComparison(queryStems(aQuery('laptop bag'), CATALOGUE));
    const bag = reader.factsOf(plain({ sku: 'bag', title: 'Laptop bag', description: 'bag bag' }));
    const lamp = reader.factsOf(plain({ sku: 'lamp', title: 'Lamp' }));
    const alone = new LexicalComparison(queryStems(aQuery('laptop bag'), CATALOGUE)).compare(lamp);

    comparison.compare(bag);

    expect(comparison.compare(lamp)).toEqual(alone);
  });
});
