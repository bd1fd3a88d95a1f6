import { JiebaSegmenter } from '../../../src/adapters/segmenter-jieba/jieba-segmenter';
import { Analyzer } from '../../../src/search/analysis/analyzer';
import { DEFAULT_SEARCH_SETTINGS } from '../../../src/search/settings/default-search-settings';
import { QueryUnderstanding } from '../../../src/search/understanding/query-understanding';
import { asEpochMs } from '../../../src/shared/clock';
import { EQUAL_WEIGHTS } from '../../contracts/keyword-world.types';
import { titled } from '../../support/plain-product';
import { sqliteKeywordWorlds } from '../../support/sqlite-keyword-world';

describe('reading a text again', () => {
  const openWorld = sqliteKeywordWorlds();
  const analyzer = new Analyzer(new JiebaSegmenter());
  let now = 0;

  async function reading(readsOwnWrites: boolean) {
    const world = await openWorld(EQUAL_WEIGHTS);
    const asIfBehind = new Proxy(world.engine, {
      get: (engine, name) =>
        name === 'capabilities'
          ? { ...engine.capabilities, readsOwnWrites }
          : (Reflect.get(engine, name, engine) as unknown),
    });
    const clock = () => asEpochMs(now);
    const understanding = new QueryUnderstanding(asIfBehind, analyzer, DEFAULT_SEARCH_SETTINGS, clock); // prettier-ignore
    return { world, corrected: async () => (await understanding.understand('lmap')).searchedText };
  }

  it('asks an engine that finds its writes at once each time', async () => {
    const { world, corrected } = await reading(true);
    await world.put(titled('lamp'));
    expect(await corrected()).toBe('lamp');
    await world.put(titled('lmap'));
    expect(await corrected()).toBe('lmap');
  });

  it('spares an engine that is behind for a few seconds', async () => {
    const { world, corrected } = await reading(false);
    await world.put(titled('lamp'));
    expect(await corrected()).toBe('lamp');
    await world.put(titled('lmap'));
    now += 4999;
    expect(await corrected()).toBe('lamp');
    now += 1;
    expect(await corrected()).toBe('lmap');
  });
});
