import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '../../src/shared/seeded-random';
import { DELETE_PRODUCTS, expectNoUserErrors, IMPORT_PRODUCTS, RECORD_EVENTS } from './mutations';
import type { PatientClient } from './patient-client';
import { eventInput, productInput } from './shop-content';
import { isLasting, type Deed } from './shop-script';

/** So many batches are sent again though they were acknowledged. */
const TWICE_SHARE = 0.05;

const POLL_MS = 20;

/** Sends one lane of the script, deed by deed. @param onDone told what was acknowledged */
export async function sendLane(
  deeds: readonly Deed[],
  client: PatientClient,
  onDone: (deed: Deed) => void,
): Promise<void> {
  for (const deed of deeds) {
    if (deed.kind === 'import') {
      const answer = await client.send(IMPORT_PRODUCTS, {
        products: deed.products.map(productInput),
      });
      expectNoUserErrors(answer['importProducts']);
    } else {
      const answer = await client.send(DELETE_PRODUCTS, { skus: deed.skus });
      // A request that had landed is sent again when its answer was lost.
      expectNoUserErrors(answer['deleteProducts'], ['UNKNOWN_PRODUCT']);
    }
    onDone(deed);
  }
}

export interface EventPlan {
  readonly events: number;
  readonly lanes: number;
  /** Events in one request. */
  readonly batch: number;
}

/** Shoppers who look at what has been acknowledged so far. */
export class EventSender {
  /** The product of each event, by its place. */
  readonly skus: string[] = [];
  private readonly known: string[] = [];
  private sent = 0;

  constructor(
    private readonly plan: EventPlan,
    private readonly random: SeededRandom,
  ) {}

  /** Takes note of products that are there to stay. */
  note(deed: Deed): void {
    if (deed.kind !== 'import') return;
    for (const { sku, revision } of deed.products)
      if (revision === 1 && isLasting(sku)) this.known.push(sku);
  }

  /** Sends batch after batch until all events are taken; some of them twice. */
  async sendLane(client: PatientClient, onDone: (events: number) => void): Promise<void> {
    while (this.known.length === 0) await sleep(POLL_MS);
    while (this.sent < this.plan.events) {
      const events = this.next();
      const isTwice = this.random.next() < TWICE_SHARE;
      for (const _time of isTwice ? [1, 2] : [1]) {
        const answer = await client.send(RECORD_EVENTS, { events });
        expectNoUserErrors(answer['recordEvents']);
      }
      onDone(events.length);
    }
  }

  private next(): readonly unknown[] {
    const from = this.sent;
    this.sent = Math.min(this.plan.events, from + this.plan.batch);
    return Array.from({ length: this.sent - from }, (_, offset) => {
      const sku = this.random.pick(this.known);
      this.skus[from + offset] = sku;
      return eventInput(from + offset, sku);
    });
  }
}
