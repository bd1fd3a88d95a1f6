import { z } from 'zod';

const notice = z.discriminatedUnion('kind', [
  /** Searches are answered by another index from now on. */
  z.object({ kind: z.literal('INDEX_LIVE'), index: z.string() }),
  /** Another model serves from now on, or none; or another one is tried in the shadow. */
  z.object({ kind: z.literal('MODELS_CHANGED') }),
  /** The vectors of another encoder serve from now on. */
  z.object({ kind: z.literal('ENCODERS_CHANGED') }),
]);

/** News that every process of a shop should hear. It carries names, never the thing itself: whoever hears it looks there. */
export type Notice = z.infer<typeof notice>;

/** What a subscriber hears: a notice; or that some may have been missed, so that it should look at everything again. */
export type Heard = Notice | { readonly kind: 'LOOK_AGAIN' };

/** A notice as another process wrote it; null for one that only a newer version of Trove understands, or that is none. */
export function readNotice(text: string): Notice | null {
  try {
    return notice.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function writeNotice(notice: Notice): string {
  return JSON.stringify(notice);
}
