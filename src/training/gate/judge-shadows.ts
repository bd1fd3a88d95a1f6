import type { ModelRegistry } from '../../models/model-registry.port';
import type { ModelKind, ModelVersion } from '../../models/model.types';
import type { Clock } from '../../shared/clock';
import type { ModelId } from '../../shared/ids';
import type { Logger } from '../../shared/logger';
import { judgeShadow, type ShadowDecision, type ShadowSettings } from './judge-shadow';

export interface JudgeShadowsParts {
  readonly registry: Pick<ModelRegistry, 'champion' | 'shadows' | 'refuse' | 'promote'>;
  readonly settings: ShadowSettings;
  /** Tells every process that another model serves, or that one is not tried any more. */
  readonly announce: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Promotes or refuses what has been in the shadow for long enough. The latest is looked at first: it has seen the most. What is left was
 * compared with a champion that serves no more, and is refused in the same run.
 */
export async function judgeShadows(kind: ModelKind, parts: JudgeShadowsParts): Promise<void> {
  const { registry, settings, announce } = parts;
  let changed = false;
  try {
    for (const shadow of await registry.shadows(kind)) {
      const champion = (await registry.champion(kind))?.id ?? null;
      const decision = judgeShadow(shadow, champion, settings);
      changed = (await carryOut(decision, { shadow, champion }, parts)) || changed;
    }
  } finally {
    if (changed) announce();
  }
}

/** @returns whether anything changed. When another one was promoted meanwhile, the next run says what is to be done. */
async function carryOut(
  decision: ShadowDecision,
  { shadow, champion }: { readonly shadow: ModelVersion; readonly champion: ModelId | null },
  { registry, clock, logger }: JudgeShadowsParts,
): Promise<boolean> {
  const { id } = shadow;
  if (decision.act === 'WAIT') return false;
  const { reason } = decision;
  if (decision.act === 'REFUSE') {
    await registry.refuse(id, reason);
    logger.info({ model: id, reason }, 'A model in the shadow was refused');
    return true;
  }
  const promoted = await registry.promote(id, champion, { reason, at: clock() });
  if (promoted) logger.info({ model: id, before: champion, reason }, 'A model was promoted');
  return promoted;
}
