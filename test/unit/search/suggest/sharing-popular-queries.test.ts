import { LocalCache } from '../../../../src/adapters/cache-local/local-cache';
import { Database } from '../../../../src/adapters/storage-typeorm/database';
import { TypeOrmRankingLog } from '../../../../src/adapters/storage-typeorm/typeorm-ranking-log';
import type { RankingLog } from '../../../../src/search/ranking-log.port';
import type { SharedCache } from '../../../../src/search/shared-cache.port';
import { sharingPopularQueries } from '../../../../src/search/suggest/sharing-popular-queries';
import { asSearchId } from '../../../../src/shared/ids';
import { asEpochMs } from '../../../../src/shared/clock';
import { temporaryFolder } from '../../../support/temporary-folder';

describe('sharing what is typed most', () => {
  const folder = temporaryFolder();
  let database: Database;
  let stored: TypeOrmRankingLog;
  let cache: SharedCache;
  let looks: string[];

  beforeEach(async () => {
    database = await Database.open({ kind: 'sqlite', file: folder.path('trove.db') });
    stored = new TypeOrmRankingLog(database);
    cache = new LocalCache();
    looks = [];
    await type('lamp', 'lantern');
  });
  afterEach(async () => {
    await stored.close();
    await database.close();
  });

  async function type(...texts: readonly string[]): Promise<void> {
    for (const [place, text] of texts.entries()) stored.note(typed(text, `${text}-${place}`));
    await stored.flush();
  }

  /** What one process sees; each time that it looks into the database is counted. */
  function process(before?: () => void): RankingLog {
    const counting: RankingLog = {
      note: (impression) => {
        stored.note(impression);
      },
      flush: () => stored.flush(),
      shown: (...asked) => stored.shown(...asked),
      popularQueries: async (...asked) => {
        looks.push(asked[0]);
        before?.();
        return stored.popularQueries(...asked);
      },
    };
    return sharingPopularQueries(counting, cache);
  }

  const textsOf = async (log: RankingLog, prefix: string, limit = 10) =>
    (await log.popularQueries(prefix, 1, limit)).map(({ text }) => text);

  it('looks once for all processes', async () => {
    const [one, other] = [process(), process()];
    expect(await textsOf(one, 'la')).toEqual(['lamp', 'lantern']);
    await type('lasagne');
    expect(await textsOf(other, 'la')).toEqual(['lamp', 'lantern']);
    expect(await textsOf(one, 'la')).toEqual(['lamp', 'lantern']);
    expect(looks).toEqual(['la']);
  });

  it('looks once for many who ask at the same moment', async () => {
    const log = process();
    const answers = await Promise.all(Array.from({ length: 20 }, () => textsOf(log, '')));
    expect(answers).toEqual(Array.from({ length: 20 }, () => ['lamp', 'lantern']));
    expect(looks).toEqual(['']);
  });

  it('keeps other questions apart', async () => {
    const log = process();
    expect(await textsOf(log, 'la', 1)).toEqual(['lamp']);
    expect(await textsOf(log, 'la', 2)).toEqual(['lamp', 'lantern']);
    expect(await log.popularQueries('la', 2, 2)).toEqual([]);
    expect(await textsOf(log, 'lan')).toEqual(['lantern']);
  });

  it('looks each time for a longer beginning, which few ask for and little must be looked through', async () => {
    const log = process();
    expect(await textsOf(log, 'lant')).toEqual(['lantern']);
    await type('lantana');
    expect(await textsOf(log, 'lant')).toEqual(['lantana', 'lantern']);
  });

  it('looks each time where nothing is typed yet', async () => {
    const log = process();
    expect(await textsOf(log, 'te')).toEqual([]);
    await type('tent');
    expect(await textsOf(log, 'te')).toEqual(['tent']);
  });

  it('keeps no failure', async () => {
    let fails = true;
    const log = process(() => {
      if (fails) throw new Error('the database is away');
    });
    await expect(log.popularQueries('la', 1, 10)).rejects.toThrow('the database is away');
    fails = false;
    expect(await textsOf(log, 'la')).toEqual(['lamp', 'lantern']);
  });

  it('looks again where another version has left something that it does not understand', async () => {
    await cache.put('popular-queries:1:10:la', { of: 'tomorrow' }, 60_000);
    expect(await textsOf(process(), 'la')).toEqual(['lamp', 'lantern']);
  });
});

function typed(text: string, id: string) {
  return {
    searchId: asSearchId(id),
    text,
    normalizedText: text,
    filterJson: null,
    sort: 'RELEVANCE',
    total: 1,
    firstPosition: 1,
    skus: [],
    shopper: null,
    session: null,
    shownAt: asEpochMs(0),
  };
}
