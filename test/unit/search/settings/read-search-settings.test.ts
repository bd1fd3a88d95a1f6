import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SQLITE_FIELD_WEIGHTS } from '../../../../src/adapters/keyword-sqlite/default-field-weights';
import { completeWeights } from '../../../../src/search/field-weights';
import { EQUAL_WEIGHTS } from '../../../contracts/keyword-world.types';
import { DEFAULT_SEARCH_SETTINGS } from '../../../../src/search/settings/default-search-settings';
import { readSearchSettings } from '../../../../src/search/settings/read-search-settings';
import { refusalOf } from '../../../support/refusal';
import { temporaryFolder } from '../../../support/temporary-folder';

describe('readSearchSettings', () => {
  const folder = temporaryFolder();
  const file = (content: unknown): string => {
    const path = folder.path('settings.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  it('gives the defaults without a file and for an empty object', () => {
    expect(readSearchSettings(null)).toEqual(DEFAULT_SEARCH_SETTINGS);
    expect(readSearchSettings(file({}))).toEqual(DEFAULT_SEARCH_SETTINGS);
  });

  it('leaves every weight that is not set to the engine', () => {
    const { weights } = readSearchSettings(file({ weights: { brand: 7 } }));
    expect(weights).toEqual({ brand: 7 });
    const own = { ...EQUAL_WEIGHTS, title: 3 };
    expect(completeWeights(weights, own)).toEqual({ ...own, brand: 7 });
    expect(completeWeights({}, own)).toEqual(own);
    expect(completeWeights({ title: 0 }, own)).toEqual({ ...own, title: 0 });
  });

  it('replaces the stop words, or adds to them', () => {
    expect(readSearchSettings(file({ stopWords: ['foo'] })).stopWords).toEqual(['foo']);
    expect(readSearchSettings(file({ extraStopWords: ['foo'] })).stopWords).toEqual([
      ...DEFAULT_SEARCH_SETTINGS.stopWords,
      'foo',
    ]);
  });

  it('reads one-way and two-way synonyms', () => {
    const synonyms = [{ words: ['tv', 'television'] }, { from: 'phone', to: ['mobile phone'] }];
    expect(readSearchSettings(file({ synonyms })).synonyms).toEqual(synonyms);
  });

  it('reads the worked example', () => {
    const example = join(__dirname, '../../../../docs/examples/search-settings.json');
    const settings = readSearchSettings(example);
    expect(settings.weights).toEqual(SQLITE_FIELD_WEIGHTS);
    expect(settings.synonyms).toContainEqual({ words: ['tv', 'television'] });
  });

  it.each([
    ['an unknown setting', { wieghts: {} }, /the whole file: .*wieghts/],
    ['a negative weight', { weights: { title: -1 } }, /weights\.title: .*>=0/],
    [
      'a single synonym',
      { synonyms: [{ words: ['tv', 'television'] }, { words: ['tv'] }] },
      /synonyms\[1\]\.words: .*>=2/,
    ],
    [
      'synonyms of no known shape',
      { synonyms: [{ both: 'a' }] },
      /synonyms\[0\]: must be \{ "words"/,
    ],
    ['a synonym without letters', { synonyms: [{ from: '!!', to: ['a'] }] }, /synonyms\[0\]/],
    [
      'crossed typo lengths',
      { typos: { oneEditFrom: 9, twoEditsFrom: 5 } },
      /typos: oneEditFrom must not be above/,
    ],
    ['text that is no JSON', '{ "weights": ', /not JSON/],
  ])('refuses %s and names the place', (_what, content, message) => {
    const refusal = refusalOf(() => readSearchSettings(file(content)));
    expect(refusal.code).toBe('CONFIG_INVALID');
    expect(refusal.message).toMatch(message);
    expect(refusal.message).toContain('settings.json');
  });

  it('refuses a file that is not there and names the variable to mend', () => {
    const refusal = refusalOf(() => readSearchSettings(folder.path('absent.json')));
    expect(refusal.code).toBe('CONFIG_INVALID');
    expect(refusal.message).toContain('TROVE_SEARCH_SETTINGS');
  });
});
