import type { DemoShop } from './demo-shop';

/** The files of the demo shop by name, each as its lines: JSON, one object per line, ready for `trove import`. */
export function demoFiles(shop: DemoShop): Readonly<Record<string, readonly string[]>> {
  return {
    'products.jsonl': shop.products.map(({ draft }) => `${JSON.stringify(draft)}\n`),
    'events.jsonl': shop.events.map((event) => `${JSON.stringify(event)}\n`),
  };
}
