import type { Heard } from '../../src/notices/notice';
import type { NoticeBoard } from '../../src/notices/notice-board.port';
import { silentLogger, type Logger } from '../../src/shared/logger';
import { eventually } from '../support/eventually';

/** What a subscriber has heard so far. */
export interface Ear {
  readonly heard: readonly Heard[];
  readonly live: () => readonly string[];
  readonly stop: () => void;
}

/** A subscriber that misses nothing from now on. */
export async function listen(board: NoticeBoard): Promise<Ear> {
  const heard: Heard[] = [];
  const stop = board.subscribe((one) => heard.push(one));
  await eventually(() => heard.length > 0);
  const live = () => heard.flatMap((one) => (one.kind === 'INDEX_LIVE' ? [one.index] : []));
  return { heard, live, stop };
}

/** What every board does. `fresh` gives the boards of a new shop, one for each process; a shop may be able to have only one. */
export function noticeBoardContract(
  fresh: (processes: number) => readonly ((logger: Logger) => NoticeBoard)[],
): void {
  const opened: NoticeBoard[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((board) => board.close()));
  });
  const open = (
    processes: number,
    logger = silentLogger,
  ): readonly [NoticeBoard, ...NoticeBoard[]] => {
    const [first, ...others] = fresh(processes).map((openOne) => openOne(logger));
    if (!first) throw new Error('There is no board');
    opened.push(first, ...others);
    return [first, ...others];
  };

  it('tells every subscriber of every process, the publisher included', async () => {
    const boards = open(3);
    const ears = await Promise.all([...boards, boards[0]].map(listen));
    boards[0].publish({ kind: 'INDEX_LIVE', index: 'new' });
    for (const ear of ears) {
      await eventually(() => ear.heard.length === 2);
      expect(ear.heard).toEqual([{ kind: 'LOOK_AGAIN' }, { kind: 'INDEX_LIVE', index: 'new' }]);
    }
  });

  it('begins every subscription with LOOK_AGAIN, told to that subscriber alone', async () => {
    const [board] = open(1);
    const early = await listen(board);
    const late = await listen(board);
    expect(early.heard).toEqual([{ kind: 'LOOK_AGAIN' }]);
    expect(late.heard).toEqual([{ kind: 'LOOK_AGAIN' }]);
  });

  it('keeps the order of what one process publishes', async () => {
    const boards = open(2);
    const ears = await Promise.all(boards.map(listen));
    const published = Array.from({ length: 100 }, (_, place) => `index-${String(place)}`);
    for (const index of published) boards[0].publish({ kind: 'INDEX_LIVE', index });
    for (const ear of ears) {
      await eventually(() => ear.live().length === 100);
      expect(ear.live()).toEqual(published);
    }
  });

  it('tells nothing to whoever has ended the subscription, and everything to the others', async () => {
    const [board] = open(1);
    const [gone, here] = [await listen(board), await listen(board)];
    gone.stop();
    board.publish({ kind: 'INDEX_LIVE', index: 'new' });
    await eventually(() => here.live().length === 1);
    expect(gone.live()).toEqual([]);
  });

  it('tells the others when one subscriber fails, and logs it', async () => {
    const log: string[] = [];
    const [board] = open(1, { ...silentLogger, error: (_facts, sentence) => log.push(sentence) });
    board.subscribe(() => {
      throw new Error('I cannot hear that');
    });
    const other = await listen(board);
    board.publish({ kind: 'INDEX_LIVE', index: 'new' });
    await eventually(() => other.live().length === 1);
    expect(log).toContain('Acting on a notice failed');
  });

  it('sends what was published before it closes, and tells nothing afterwards', async () => {
    const boards = open(2);
    const ears = await Promise.all(boards.map(listen));
    const last = boards.at(-1) as NoticeBoard;
    last.publish({ kind: 'INDEX_LIVE', index: 'new' });
    await last.close();
    const heardAtClose = ears.at(-1)?.heard.length;
    if (boards.length > 1) await eventually(() => ears[0]?.live().length === 1);
    boards[0].publish({ kind: 'INDEX_LIVE', index: 'newer' });
    if (boards.length > 1) await eventually(() => ears[0]?.live().length === 2);
    expect(ears.at(-1)?.heard).toHaveLength(heardAtClose ?? -1);
  });
}
