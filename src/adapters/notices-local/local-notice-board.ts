import { Listeners } from '../../notices/listeners';
import type { Heard, Notice } from '../../notices/notice';
import type { NoticeBoard } from '../../notices/notice-board.port';
import type { Logger } from '../../shared/logger';

/** The board of a single process, which is never out of reach. */
export class LocalNoticeBoard implements NoticeBoard {
  private readonly listeners: Listeners;

  constructor(logger: Logger) {
    this.listeners = new Listeners(logger);
  }

  publish(notice: Notice): void {
    // Later, as from any other process: nobody is told in the middle of what somebody else does.
    queueMicrotask(() => {
      this.listeners.tell(notice);
    });
  }

  subscribe(listener: (heard: Heard) => void): () => void {
    return this.listeners.add(listener, 'now');
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }
}
