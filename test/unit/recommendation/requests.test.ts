import { writeFileSync } from 'node:fs';
import { dueAgain } from '../../../src/recommendation/strategies/history-steps';
import {
  cursorWriter,
  listDigest,
  readCursor,
} from '../../../src/recommendation/recommendation-cursor';
import { BusinessRules } from '../../../src/recommendation/rules/business-rules';
import { DEFAULT_RECOMMENDATION_SETTINGS } from '../../../src/recommendation/settings/default-recommendation-settings';
import { readRecommendationSettings } from '../../../src/recommendation/settings/read-recommendation-settings';
import { queryOfVisit } from '../../../src/recommendation/visitor/query-of-visit';
import { asEpochMs } from '../../../src/shared/clock';
import { asEventId, asRecommendationId, asSku } from '../../../src/shared/ids';
import { aProduct } from '../../support/a-product';
import { NOON } from '../../support/an-event';
import { aRequest } from '../../support/recommending-world';
import { refusalOf } from '../../support/refusal';
import { temporaryFolder } from '../../support/temporary-folder';

const DAY_MS = 24 * 3_600_000;

describe('the cursor of a list', () => {
  const place = { recommendationId: asRecommendationId('list-1'), seed: asSku('radio') };
  const list = listDigest(aRequest('FOR_YOU'));

  it('comes back as it was given out', () => {
    expect(readCursor(cursorWriter(place, list)(7), list)).toEqual({ ...place, position: 7 });
  });

  it('is refused by another list, and when it was touched', () => {
    const cursor = cursorWriter(place, list)(7);
    const other = listDigest(aRequest('TRENDING'));
    expect(refusalOf(() => readCursor(cursor, other)).code).toBe('CURSOR_MISMATCH');
    const touched = `${cursor.slice(0, 30)}A${cursor.slice(31)}`;
    for (const bad of [touched, '', 'x'.repeat(5000)])
      expect(refusalOf(() => readCursor(bad, list)).code).toBe('CURSOR_INVALID');
  });

  it('stays good when something goes into the basket or is excluded meanwhile', () => {
    const changed = aRequest('FOR_YOU', { basket: [asSku('a')], exclude: [asSku('b')] });
    expect(listDigest(changed)).toBe(list);
  });
});

describe('what a visitor looks for', () => {
  const from = (referrer: string) => queryOfVisit({ query: null, referrer });

  it('is what the shop says, or what the page before was asked', () => {
    expect(queryOfVisit({ query: ' red lamp ', referrer: 'https://a.example/?q=x' })).toBe(
      'red lamp',
    );
    expect(from('https://a.example/search?hl=en&q=red+lamp')).toBe('red lamp');
    expect(from('https://a.example/s?wd=%E7%81%AF')).toBe('灯');
  });

  it('is nothing where nothing can be read', () => {
    for (const referrer of ['', 'not an address', 'https://a.example/', 'https://a.example/?q='])
      expect(from(referrer)).toBeNull();
  });
});

describe('what may be bought again', () => {
  let ids = 0;
  const bought = (sku: string, daysAgo: number) => ({
    eventId: asEventId(`e${String((ids += 1))}`),
    sku: asSku(sku),
    kind: 'PURCHASE' as const,
    rating: null,
    at: asEpochMs(NOON - daysAgo * DAY_MS),
  });

  it('is what was bought most often and has lasted as long as usual', () => {
    // Coffee every ten days, last nine days ago: 3 · 0.9. Soap once, 60 days ago: 1 · 1.
    const acts = [
      bought('coffee', 29),
      bought('coffee', 19),
      bought('coffee', 9),
      bought('soap', 60),
    ];
    const again = dueAgain(acts, NOON);
    expect(again.map(({ sku }) => sku)).toEqual(['coffee', 'soap']);
    expect(again[0]?.score).toBeCloseTo(2.7, 10);
  });

  it('is not what was bought a moment ago, nor before half of its pause is over', () => {
    expect(dueAgain([bought('lamp', 1), bought('lamp', 2), bought('lamp', 3)], NOON)).toEqual([]);
    expect(dueAgain([bought('soap', 14)], NOON)).toEqual([]);
    expect(dueAgain([bought('soap', 16)], NOON)).toHaveLength(1);
  });
});

describe('the settings of recommendations', () => {
  const folder = temporaryFolder();
  const read = (settings: unknown) => {
    const file = folder.path('settings.json');
    writeFileSync(file, JSON.stringify(settings));
    return readRecommendationSettings(file);
  };

  it('keep their defaults where the file says nothing', () => {
    expect(readRecommendationSettings(null)).toBe(DEFAULT_RECOMMENDATION_SETTINGS);
    const settings = read({ diversity: { SIMILAR: 0.4 }, departmentCap: { FOR_YOU: 3 } });
    expect(settings.diversity).toEqual({ ...DEFAULT_RECOMMENDATION_SETTINGS.diversity, SIMILAR: 0.4 }); // prettier-ignore
    expect(settings.departmentCap.FOR_YOU).toBe(3);
    expect(settings.departmentCap.SIMILAR).toBeNull();
  });

  it('are those of the example that the documents show', () => {
    const settings = readRecommendationSettings('docs/examples/recommendation-settings.json');
    expect(settings.hide.length).toBeGreaterThan(0);
    expect(settings.weights.length).toBeGreaterThan(0);
    expect(settings.pins.length).toBeGreaterThan(0);
  });

  it('name every place that is wrong', () => {
    const pin = { placement: 'FOR_YOU', sku: 'a', position: 1 };
    const wrong = { hide: [{}], weights: [{ when: { brands: ['A'] }, factor: 0 }], pins: [pin, { ...pin, sku: 'b' }], diversity: { NOWHERE: 1 } }; // prettier-ignore
    const { code, message } = refusalOf(() => read(wrong));
    expect(code).toBe('CONFIG_INVALID');
    for (const place of ['hide[0]', 'weights[0].factor', 'pins', 'diversity'])
      expect(message).toContain(place);
    expect(refusalOf(() => readRecommendationSettings(folder.path('none'))).message).toContain('TROVE_RECOMMENDATION_SETTINGS_FILE'); // prettier-ignore
  });

  it('hide, boost and bury what their conditions are about: every field must fit, any value of it is enough', () => {
    const rules = new BusinessRules(
      read({
        hide: [{ brands: ['Acme', 'Bolt'], categories: [['Audio', 'Radios']] }],
        weights: [
          { when: { tags: ['own'] }, factor: 2 },
          { when: { skus: ['x'] }, factor: 0.5 },
        ],
      }),
    );
    const radio = aProduct({ sku: 'x', brand: 'Bolt', categories: [['Audio', 'Radios', 'FM']] });
    expect(rules.hides(radio)).toBe(true);
    expect(rules.hides({ ...radio, brand: 'Crest' })).toBe(false);
    expect(rules.hides({ ...radio, brand: null })).toBe(false);
    expect(rules.hides({ ...radio, categories: [['Audio']] })).toBe(false);
    expect(rules.factorOf({ ...radio, tags: ['own'] })).toBe(1);
    expect(rules.factorOf({ ...radio, sku: asSku('y'), tags: ['own'] })).toBe(2);
    expect(rules.factorOf(null)).toBe(1);
  });
});
