import type { Heard, Notice } from './notice';

/**
 * Tells all processes of a shop what has changed. Delivery is best effort: what is published while a process is out of reach is not
 * kept for it. So a notice makes a change seen sooner, but nothing may depend on it: whoever remembers something also looks again by
 * itself after some time.
 */
export interface NoticeBoard {
  /** Never fails, and waits for nobody to hear it; what cannot be published is logged. */
  publish(notice: Notice): void;

  /**
   * The listener first hears `LOOK_AGAIN`, and from then on what any process publishes, this one included; what one process publishes in
   * that order. After each interruption, in which it may have missed something, it hears `LOOK_AGAIN` again.
   *
   * @returns ends the subscription.
   */
  subscribe(listener: (heard: Heard) => void): () => void;

  /** Sends what is still to be sent, within a second or so. Nothing is heard afterwards. */
  close(): Promise<void>;
}
