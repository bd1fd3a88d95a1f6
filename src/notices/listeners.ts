import type { Logger } from '../shared/logger';
import type { Heard } from './notice';

type Listener = (heard: Heard) => void;

/** Those who want to hear; one that fails keeps nothing from the others. */
export class Listeners {
  private readonly listeners = new Set<Listener>();

  constructor(private readonly logger: Logger) {}

  /**
   * @param connected whether the listener misses nothing from now on; otherwise whoever connects tells it.
   * @returns takes it out again.
   */
  add(listener: Listener, connected: 'now' | 'later'): () => void {
    // Wrapped, so that one function may listen twice.
    const own: Listener = (heard) => {
      listener(heard);
    };
    this.listeners.add(own);
    if (connected === 'now') {
      queueMicrotask(() => {
        if (this.listeners.has(own)) this.tellOne(own, { kind: 'LOOK_AGAIN' });
      });
    }
    return () => this.listeners.delete(own);
  }

  tell(heard: Heard): void {
    for (const listener of [...this.listeners]) this.tellOne(listener, heard);
  }

  clear(): void {
    this.listeners.clear();
  }

  private tellOne(listener: Listener, heard: Heard): void {
    try {
      listener(heard);
    } catch (error) {
      this.logger.error({ notice: heard.kind, error: String(error) }, 'Acting on a notice failed');
    }
  }
}
