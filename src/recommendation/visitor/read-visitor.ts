import type { ShopperMemory } from '../../shoppers/shopper-memory.port';
import type { ShopperAct, WhoAsks } from '../../shoppers/shopper.types';
import type { Deadline } from '../../shared/deadline';
import { inTime } from '../../shared/in-time';
import type { Logger } from '../../shared/logger';
import type { PlacementPlan } from '../placement.types';
import { NOBODY, type Visitor } from './visitor.types';

/** Acts that are looked at: a list is about what somebody does now, not about what they did years ago. */
export const MOST_ACTS = 200;

export interface VisitorReaderParts {
  readonly memory: Pick<ShopperMemory, 'recent' | 'dislikes'>;
  readonly logger: Logger;
}

/** Reads what is known of a visitor as of now. Never fails: a memory that does not answer leaves a visitor nobody knows. */
export async function readVisitor(
  { memory, logger }: VisitorReaderParts,
  who: WhoAsks,
  looksAt: PlacementPlan['acts'],
  deadline: Deadline,
): Promise<Visitor> {
  if (who.shopper === null && who.session === null) return NOBODY;
  try {
    const [acts, visit, dislikes] = await inTime(
      Promise.all([
        memory.recent(who, MOST_ACTS),
        looksAt === 'SESSION_FIRST' ? visitOf(memory, who) : [],
        memory.dislikes(who),
      ]),
      deadline,
    );
    return { acts, looksAt: visit.length > 0 ? visit : acts, dislikes, isRemembered: true };
  } catch (error) {
    logger.warn({ error }, 'What a shopper did could not be read; recommended as to a new one.');
    return { ...NOBODY, isRemembered: false };
  }
}

/** The acts of the visit alone, where they are not all there is. */
async function visitOf(
  memory: Pick<ShopperMemory, 'recent'>,
  { shopper, session }: WhoAsks,
): Promise<readonly ShopperAct[]> {
  if (shopper === null || session === null) return [];
  return memory.recent({ shopper: null, session }, MOST_ACTS);
}
