import { RecentHistories } from '../../../../src/ranking/features/recent-histories';
import type {
  HistoryItem,
  HistoryQuestion,
} from '../../../../src/ranking/features/shopper-history.port';
import { asEpochMs } from '../../../../src/shared/clock';
import { asSessionId, asShopperId, asSku } from '../../../../src/shared/ids';

const ITEM: HistoryItem = { sku: asSku('saw'), kind: 'VIEW', at: asEpochMs(0) };

/** Answers with one item, and counts how often it is asked. */
function countingHistory(answers: () => Promise<readonly HistoryItem[]> = async () => [ITEM]) {
  const asked: HistoryQuestion[] = [];
  return {
    asked,
    recent: (question: HistoryQuestion) => {
      asked.push(question);
      return answers();
    },
  };
}

describe('RecentHistories', () => {
  const anna = { shopper: asShopperId('anna'), session: null, limit: 5 };
  const ben = { shopper: null, session: asSessionId('ben'), limit: 5 };

  it('asks once for searches in a row, and again a few seconds later', async () => {
    const history = countingHistory();
    let now = 0;
    const recent = new RecentHistories(history, () => asEpochMs(now));

    await Promise.all([recent.recent(anna), recent.recent(anna)]);
    expect(await recent.recent(anna)).toEqual([ITEM]);
    expect(history.asked).toHaveLength(1);
    now += 3000;
    await recent.recent(anna);

    expect(history.asked).toHaveLength(2);
  });

  it('confuses nobody', async () => {
    const history = countingHistory();
    const recent = new RecentHistories(history, () => asEpochMs(0));

    await recent.recent(anna);
    await recent.recent(ben);

    expect(history.asked).toEqual([anna, ben]);
  });

  it('does not ask about nobody', async () => {
    const history = countingHistory();
    const recent = new RecentHistories(history, () => asEpochMs(0));

    expect(await recent.recent({ shopper: null, session: null, limit: 5 })).toEqual([]);
    expect(history.asked).toEqual([]);
  });

  it('asks again after a failure, which it hands on', async () => {
    const outcomes = [
      () => Promise.reject(new Error('The database is away.')),
      () => Promise.resolve([ITEM]),
    ];
    const history = countingHistory(() => outcomes.shift()?.() ?? Promise.resolve([]));
    const recent = new RecentHistories(history, () => asEpochMs(0));

    await expect(recent.recent(anna)).rejects.toThrow('away');
    expect(await recent.recent(anna)).toEqual([ITEM]);
  });
});
