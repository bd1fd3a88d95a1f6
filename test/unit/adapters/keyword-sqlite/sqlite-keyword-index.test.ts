import { writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { SqliteKeywordEngine } from '../../../../src/adapters/keyword-sqlite/sqlite-keyword-engine';
import { SqliteKeywordIndex } from '../../../../src/adapters/keyword-sqlite/sqlite-keyword-index';
import { JiebaSegmenter } from '../../../../src/adapters/segmenter-jieba/jieba-segmenter';
import { TypeOrmProductStore } from '../../../../src/adapters/storage-typeorm/typeorm-product-store';
import { Analyzer } from '../../../../src/search/analysis/analyzer';
import { TroveError } from '../../../../src/shared/errors';
import { asImportRunId } from '../../../../src/shared/ids';
import { EQUAL_WEIGHTS } from '../../../contracts/keyword-world.types';
import { aProduct } from '../../../support/a-product';
import { aQuery, aRequest, skusOf } from '../../../support/keyword-requests';
import {
  sqliteKeywordWorlds,
  type SqliteKeywordWorld,
} from '../../../support/sqlite-keyword-world';
import { temporaryFolder } from '../../../support/temporary-folder';

describe('SqliteKeywordIndex', () => {
  const openWorld = sqliteKeywordWorlds();
  let world: SqliteKeywordWorld;

  beforeEach(async () => {
    world = await openWorld(EQUAL_WEIGHTS);
  });

  const lamps = (count: number) =>
    Array.from({ length: count }, (_, place) => aProduct({ sku: `lamp-${place}`, title: 'Lamp' }));

  const foundLamps = async (): Promise<readonly string[]> =>
    skusOf(await world.engine.search(aRequest({ query: aQuery('lamp'), limit: 5000 })));

  const sql = (statement: string): Promise<unknown> =>
    world.database.write((transaction) => transaction.query(statement));

  it('holds nothing of a write that was rolled back', async () => {
    await world.put(lamps(2));
    const failing = new TypeOrmProductStore(world.database, [
      world.indexer,
      { apply: () => Promise.reject(new Error('on purpose')) },
    ]);
    const changed = [...lamps(3), aProduct({ sku: 'chair', title: 'Chair', brand: 'Newcomer' })];
    await expect(failing.upsert(changed, asImportRunId('doomed'))).rejects.toThrow('on purpose');

    expect(await foundLamps()).toEqual(['lamp-0', 'lamp-1']);
    expect(await world.engine.wordFrequencies(['chair', 'newcomer'])).toEqual(new Map([['chair', 0], ['newcomer', 0]])); // prettier-ignore
    expect(await world.index.verify()).toEqual([]);
  });

  it('agrees with the catalogue after writes, updates and deletions', async () => {
    await world.put(lamps(30));
    await world.put(lamps(10).map((lamp) => ({ ...lamp, title: 'Lantern', tags: [] })));
    await world.remove(['lamp-3', 'lamp-20']);
    expect(await world.index.verify()).toEqual([]);
    expect(await foundLamps()).toHaveLength(19);
  });

  it('is left alone when it is of this version', async () => {
    expect(await world.index.ensure()).toBe(false);
  });

  it('is made anew from the products when its version differs, and tells how far it is', async () => {
    await world.put(lamps(1100));
    await sql('DELETE FROM keyword_product');
    const next = new SqliteKeywordIndex((work) => world.database.write(work), world.indexer, 99);
    const steps: [number, number][] = [];
    expect(await next.ensure((done, total) => steps.push([done, total]))).toBe(true);

    expect(steps).toEqual([[500, 1100], [1000, 1100], [1100, 1100]]); // prettier-ignore
    expect(await foundLamps()).toHaveLength(1100);
    expect(await next.verify()).toEqual([]);
    expect(await next.ensure()).toBe(false);
  });

  it('stays as it was when a rebuild breaks off', async () => {
    await world.put(lamps(600));
    const broken = world.index.rebuild(() => {
      throw new Error('on purpose');
    });
    await expect(broken).rejects.toThrow('on purpose');
    expect(await foundLamps()).toHaveLength(600);
    expect(await world.index.verify()).toEqual([]);
  });

  it('lets the engine forget what it remembers, at every rebuild', async () => {
    await world.put(lamps(1));
    for (const key of ['one', 'two', 'three']) {
      await sql(`UPDATE product SET attributes = '{"${key}":{"kind":"number","value":1}}'`);
      await world.index.rebuild();
      expect(await world.engine.attributeKeys()).toEqual([key]);
    }
  });

  it('indexes the same from the product table as on the way in', async () => {
    await world.put([
      aProduct({
        sku: 'full',
        title: '华为 笔记本电脑 "16\\n',
        price: null,
        brand: null,
        publishedAt: null,
        attributes: { a: { kind: 'boolean', value: false }, b: { kind: 'list', values: ['x', 'y'] } },
      }),
    ]); // prettier-ignore
    const dump = async () =>
      Promise.all(
        [
          `SELECT p.id, p.sku, b.text AS brand, p.price, p.availability, l.text AS locale, p.published, p.updated
           FROM keyword_product p LEFT JOIN keyword_term b ON b.id = p.brand JOIN keyword_term l ON l.id = p.locale`,
          `SELECT v.product, f.kind, f.key, COALESCE(t.text, v.value) FROM keyword_value v
           JOIN keyword_field f ON f.id = v.field LEFT JOIN keyword_term t ON t.id = v.value AND f.kind <> 'boolean'
           ORDER BY 1, 2, 3, 4`,
          'SELECT * FROM keyword_code',
          'SELECT * FROM keyword_vocabulary',
        ].map((query) => world.database.reader.query<unknown>(query)),
      );
    const before = await dump();
    await world.index.rebuild();
    expect(await dump()).toEqual(before);
    expect(JSON.stringify(before)).toContain('电脑');
  });

  it.each([
    ['a product that is not indexed', 'DELETE FROM keyword_product WHERE sku = \'lamp-1\'', /^1 products that the index does not hold.*lamp-1/],
    ['a product indexed as it was before', 'UPDATE product SET updated_at = 7 WHERE sku = \'lamp-1\'', /^1 products that the index does not hold.*lamp-1/],
    ['an indexed product that is gone', 'DELETE FROM product WHERE sku = \'lamp-1\'', /^1 indexed products that the catalogue does not have: lamp-1/],
    ['missing words', 'DELETE FROM keyword_rank WHERE rowid = 2', /products missing in keyword_rank_docsize: lamp-1/],
    ['words of nobody', `INSERT INTO keyword_match (rowid, texts, attributes) VALUES (99, 'x', '')`, /rows of keyword_match_docsize without a product: 99/],
    ['values of nobody', 'INSERT INTO keyword_value VALUES (99, 1, 1)', /rows of keyword_value without a product: 99/],
    ['a value without its text', 'DELETE FROM keyword_term', /values that stand for no field or text/],
  ])('notices %s', async (_, statement, sentence) => {
    await world.put(lamps(3));
    await sql(statement);
    const problems = await world.index.verify();
    expect(problems.some((problem) => sentence.test(problem))).toBe(true);
  }); // prettier-ignore

  it('notices damaged words', async () => {
    await world.put(lamps(3));
    const { location } = world.database;
    const vandal = new BetterSqlite3(location.kind === 'sqlite' ? location.file : '');
    // Otherwise SQLite protects the inner tables of FTS5.
    vandal.unsafeMode(true);
    vandal.exec('DELETE FROM keyword_rank_data WHERE id = (SELECT max(id) FROM keyword_rank_data)');
    vandal.close();
    const problems = await world.index.verify();
    expect(problems).toEqual([expect.stringMatching(/^keyword_rank is damaged: /)]);
  });

  it('does not keep a word that is not in the catalogue any more for long', async () => {
    await world.put([aProduct({ sku: 'a', title: 'lantern' })]);
    expect((await world.engine.similarWords('lantren', 1)).map((one) => one.word)).toEqual(['lantern']); // prettier-ignore
    await world.put([aProduct({ sku: 'a', title: 'candle' })]);
    expect(await world.engine.similarWords('lantren', 1)).toEqual([]);
    const deadline = performance.now() + 5000;
    let learnt: readonly string[] = [];
    while (learnt.length === 0 && performance.now() < deadline) {
      learnt = (await world.engine.similarWords('canlde', 1)).map((one) => one.word);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(learnt).toEqual(['candle']);
  });
});

describe('SqliteKeywordEngine', () => {
  const folder = temporaryFolder();

  /** The code of the failure. */
  function openingFails(file: string): string {
    const analyzer = new Analyzer(new JiebaSegmenter());
    try {
      new SqliteKeywordEngine({ file, weights: EQUAL_WEIGHTS, analyzer });
    } catch (error) {
      return error instanceof TroveError ? error.code : String(error);
    }
    return 'nothing';
  }

  it('says so when there is no database', () => {
    expect(openingFails(folder.path('absent.db'))).toBe('STORAGE_UNAVAILABLE');
  });

  it('says so when the file is no database', () => {
    const file = folder.path('text.db');
    writeFileSync(file, 'This is a letter to my grandmother, and a long one. '.repeat(100));
    expect(openingFails(file)).toBe('STORAGE_CORRUPT');
  });
});
