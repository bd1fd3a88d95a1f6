import { Redis } from 'ioredis';
import { RedisNoticeBoard } from '../../src/adapters/notices-redis/redis-notice-board';
import type { NoticeBoard } from '../../src/notices/notice-board.port';
import { silentLogger, type Logger } from '../../src/shared/logger';
import { listen, noticeBoardContract } from '../contracts/notice-board.contract';
import { eventually } from '../support/eventually';
import { describeRedis, startRedis, type RedisServer } from '../support/redis';
import { UnrulyProxy } from '../support/unruly-proxy';

describeRedis('notices on Redis', () => {
  let server: RedisServer | undefined;
  const opened: NoticeBoard[] = [];
  let shops = 0;
  const freshPrefix = () => `shop-${String((shops += 1))}`;
  const url = () => server?.url ?? '';

  beforeAll(async () => {
    server = await startRedis({ own: true });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((board) => board.close()));
  });
  afterAll(async () => {
    await server?.stop();
  });

  const open = (prefix: string, options: { url?: string; logger?: Logger } = {}): NoticeBoard => {
    const board = new RedisNoticeBoard({
      url: url(),
      prefix,
      logger: silentLogger,
      pulseMs: 100,
      ...options,
    });
    opened.push(board);
    return board;
  };

  noticeBoardContract((processes) => {
    const prefix = freshPrefix();
    return Array.from({ length: processes }, () => (logger) => open(prefix, { logger }));
  });

  it('stay within one shop', async () => {
    const [ours, theirs] = [open(freshPrefix()), open(freshPrefix())];
    const [here, there] = [await listen(ours), await listen(theirs)];
    ours.publish({ kind: 'INDEX_LIVE', index: 'ours' });
    theirs.publish({ kind: 'INDEX_LIVE', index: 'theirs' });
    await eventually(() => here.live().length + there.live().length === 2);
    expect([here.live(), there.live()]).toEqual([['ours'], ['theirs']]);
  });

  it('that this version does not understand are passed over', async () => {
    const prefix = freshPrefix();
    const ear = await listen(open(prefix));
    const redis = new Redis(url());
    for (const text of ['', 'no JSON', 'null', '{"kind":"OF_TOMORROW"}', '{"kind":"INDEX_LIVE"}']) {
      await redis.publish(`${prefix}:notices`, text);
    }
    await redis.publish(`${prefix}:notices`, '{"kind":"INDEX_LIVE","index":"new","why":"because"}');
    redis.disconnect();
    await eventually(() => ear.heard.length > 1);
    expect(ear.heard.slice(1)).toEqual([{ kind: 'INDEX_LIVE', index: 'new' }]);
  });

  it('are heard again after Redis was killed, and LOOK_AGAIN makes up for those that were missed', async () => {
    const prefix = freshPrefix();
    const [one, other] = [open(prefix), open(prefix)];
    const ears = [await listen(one), await listen(other)];
    await server?.kill();
    await server?.start();
    for (const ear of ears) {
      await eventually(() => ear.heard.length === 2);
      expect(ear.heard[1]).toEqual({ kind: 'LOOK_AGAIN' });
    }
    other.publish({ kind: 'INDEX_LIVE', index: 'new' });
    for (const ear of ears) await eventually(() => ear.live().length === 1);
  });

  it('make no publisher wait or fail while Redis is gone; the log has it', async () => {
    const log: Readonly<Record<string, unknown>>[] = [];
    const logger = { ...silentLogger, warn: (facts: object) => log.push({ ...facts }) };
    const proxy = await UnrulyProxy.before(url());
    const board = open(freshPrefix(), { url: proxy.url, logger });
    await listen(board);
    proxy.refuse();
    board.publish({ kind: 'INDEX_LIVE', index: 'new' });
    await board.close();
    expect(log).toEqual([{ notice: 'INDEX_LIVE', error: expect.any(String) as string }]);
    await proxy.close();
  });

  it('are heard again after a connection that died without a word', async () => {
    const prefix = freshPrefix();
    const proxy = await UnrulyProxy.before(url());
    const ear = await listen(open(prefix, { url: proxy.url }));
    const speaker = open(prefix);
    proxy.stall();
    speaker.publish({ kind: 'INDEX_LIVE', index: 'missed' });
    // The old connection stays silent for good; only a new one can help.
    await eventually(() => proxy.connections > 1);
    proxy.cut();
    proxy.pass();
    await eventually(() => ear.heard.filter(({ kind }) => kind === 'LOOK_AGAIN').length >= 2);
    speaker.publish({ kind: 'INDEX_LIVE', index: 'new' });
    await eventually(() => ear.live().includes('new'));
    await proxy.close();
  });
});
