import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { processEngine } from '../../../../ml-models/runtime/open-engine';
import { scoreRows } from '../../../../ml-models/reranker/score-rows';
import { trainRanker } from '../../../../ml-models/reranker/train-ranker';
import { featureMatrix } from '../../../../src/ranking/feature-matrix';
import {
  FEATURE_NAMES,
  FEATURE_SET,
  FEATURES,
  KEYWORD_PRIOR,
} from '../../../../src/ranking/features/features';
import { SeededRandom } from '../../../../src/shared/seeded-random';

describe('FEATURES', () => {
  it('have names of small letters, digits and underscores, each once', () => {
    expect(FEATURE_NAMES).toEqual(FEATURES.map(({ name }) => name));
    expect(new Set(FEATURE_NAMES).size).toBe(FEATURES.length);
    for (const name of FEATURE_NAMES) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  it('are few enough to be read', () => {
    expect(FEATURES.length).toBeGreaterThanOrEqual(30);
    expect(FEATURES.length).toBeLessThanOrEqual(45);
  });

  it.each(FEATURES.map((feature) => [feature.name, feature] as const))(
    '%s says every value in words, and that there is none',
    (_name, { meaning, inWords }) => {
      expect(meaning).toMatch(/\.$/);
      for (const value of [null, -1, 0, 0.1, 0.5, 1, 7]) {
        expect(inWords(value)).toMatch(/^[A-Z].*\.$/);
        expect(inWords(value)).not.toMatch(/NaN|null|undefined|\{\}/);
      }
    },
  );

  it('stand in docs/features.md, in their order and with their meaning', () => {
    const page = readFileSync(join(__dirname, '../../../../docs/features.md'), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));

    expect(cells.map(([, name, group, meaning]) => [name, group, meaning])).toEqual(
      FEATURES.map(({ name, group, meaning }) => [`\`${name}\``, group, meaning]),
    );
  });

  it('have an id that names them', () => {
    expect(FEATURE_SET).toMatch(/^features-\d+-[0-9a-f]{8}$/);
  });
});

describe('KEYWORD_PRIOR', () => {
  it('makes an untrained ranker give the order of keyword search, down to the last candidate', async () => {
    const random = new SeededRandom(1);
    const columns = FEATURE_NAMES.length;
    const place = FEATURE_NAMES.indexOf('keyword_place');
    const lists = Array.from({ length: 20 }, (_, list) => {
      const rows = 10 + list * 10;
      const values = Float32Array.from({ length: rows * columns }, () => random.normal(0, 1));
      for (let row = 0; row < rows; row += 1) values[row * columns + place] = 10 / (10 + row);
      const gains = Array.from({ length: rows }, (_unused, row) => (row % 7 === 3 ? 1 : 0));
      return { matrix: featureMatrix(columns, values), gains };
    });
    const engine = await processEngine();

    const { ranker } = await trainRanker(engine, lists, {
      features: FEATURE_NAMES,
      prior: KEYWORD_PRIOR,
      seed: 1,
      epochs: 0,
    });

    for (const { matrix } of lists) {
      const scores = scoreRows(ranker, matrix);
      for (let row = 1; row < matrix.rows; row += 1)
        expect(scores[row]).toBeLessThan(scores[row - 1] ?? 0);
    }
  });
});
