import type { Redis } from 'ioredis';
import { Listeners } from '../../notices/listeners';
import { readNotice, writeNotice, type Heard, type Notice } from '../../notices/notice';
import type { NoticeBoard } from '../../notices/notice-board.port';
import type { Logger } from '../../shared/logger';
import { connectToRedis } from '../redis-connection';

export interface RedisNoticeBoardOptions {
  /** Address of Redis; may hold a password. */
  readonly url: string;
  /** Begins the name of the channel: two shops on one Redis need two. */
  readonly prefix: string;
  readonly logger: Logger;
  /** How often to find out whether Redis still speaks to us, in milliseconds. Default 5000. */
  readonly pulseMs?: number;
}

/** A connection that is cut without a word would otherwise never be noticed by one who only listens. */
const DEFAULT_PULSE_MS = 5000;

/** How long Redis may be silent after a question before the connection counts as lost, in milliseconds. */
const SILENCE_MS = 1000;

/** Notices by Redis' publish and subscribe. It connects when there is something to hear or to say. */
export class RedisNoticeBoard implements NoticeBoard {
  private readonly listeners: Listeners;
  private readonly channel: string;
  private readonly speaking: Redis;
  private readonly hearing: Redis;
  private readonly sending = new Set<Promise<void>>();
  private isHearing = false;
  private isClosed = false;
  private pulse: NodeJS.Timeout | undefined;

  constructor(private readonly options: RedisNoticeBoardOptions) {
    this.listeners = new Listeners(options.logger);
    this.channel = `${options.prefix}:notices`;
    const patience = {
      lazyConnect: true,
      socketTimeout: SILENCE_MS,
      disconnectTimeout: SILENCE_MS,
    };
    this.speaking = connectToRedis(options.url, { ...patience, commandTimeout: SILENCE_MS });
    this.hearing = connectToRedis(options.url, { ...patience, autoResubscribe: false });
    this.hearing.on('ready', () => void this.hear());
    this.hearing.on('close', () => (this.isHearing = false));
    this.hearing.on('message', (_channel, text: string) => {
      const notice = readNotice(text);
      if (notice) this.listeners.tell(notice);
    });
  }

  publish(notice: Notice): void {
    if (this.isClosed) return;
    const sent = this.send(notice).finally(() => this.sending.delete(sent));
    this.sending.add(sent);
  }

  subscribe(listener: (heard: Heard) => void): () => void {
    this.pulse ??= this.beginHearing();
    return this.listeners.add(listener, this.isHearing ? 'now' : 'later');
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.pulse);
    this.listeners.clear();
    await Promise.all(this.sending);
    this.hearing.disconnect();
    this.speaking.disconnect();
  }

  private async send(notice: Notice): Promise<void> {
    try {
      await this.speaking.publish(this.channel, writeNotice(notice));
    } catch (error) {
      const facts = { notice: notice.kind, error: error instanceof Error ? error.message : '' };
      this.options.logger.warn(facts, 'A notice was not published: others will see it later');
    }
  }

  private beginHearing(): NodeJS.Timeout {
    // When it fails, it is tried again.
    this.hearing.connect().catch(() => undefined);
    const pulse = setInterval(() => {
      if (this.isHearing) this.hearing.ping().catch(() => undefined);
    }, this.options.pulseMs ?? DEFAULT_PULSE_MS);
    return pulse.unref();
  }

  private async hear(): Promise<void> {
    try {
      await this.hearing.subscribe(this.channel);
    } catch {
      // The connection was lost again; the next one begins here, too.
      return;
    }
    this.isHearing = true;
    this.listeners.tell({ kind: 'LOOK_AGAIN' });
  }
}
