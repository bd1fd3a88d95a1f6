import type { ShopperEvent } from '../../feedback/shopper-event.types';
import type { SessionId, ShopperId } from '../../shared/ids';
import type { Opinion, Speaker } from './shopper-dislikes';

/** What events say of what is not wanted: of each product, what somebody said last. */
export interface OpinionsInEvents {
  readonly disliked: readonly Opinion[];
  readonly liked: readonly Opinion[];
}

/** @param owners of the sessions of nameless events */
export function opinionsIn(
  events: readonly ShopperEvent[],
  owners: ReadonlyMap<SessionId, ShopperId>,
): OpinionsInEvents {
  const last = new Map<string, { readonly opinion: Opinion; readonly isDislike: boolean }>();
  for (const event of events) {
    if (event.kind !== 'LIKE' && event.kind !== 'DISLIKE') continue;
    const speaker = speakerIn(event, owners);
    if (speaker === null) continue;
    const opinion: Opinion = { speaker, dislike: { kind: 'PRODUCT', sku: event.sku } };
    const key = JSON.stringify([speaker.shopper ?? null, speaker.session ?? null, event.sku]);
    last.set(key, { opinion, isDislike: event.kind === 'DISLIKE' });
  }
  const all = [...last.values()];
  return {
    disliked: all.filter(({ isDislike }) => isDislike).map(({ opinion }) => opinion),
    liked: all.filter(({ isDislike }) => !isDislike).map(({ opinion }) => opinion),
  };
}

function speakerIn(
  { shopper, session }: ShopperEvent,
  owners: ReadonlyMap<SessionId, ShopperId>,
): Speaker | null {
  if (shopper !== null) return { shopper };
  return session === null ? null : { session, owner: owners.get(session) ?? null };
}
