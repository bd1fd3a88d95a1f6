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

const OVERTAKEN: ShadowDecision = {
  act: 'REFUSE',
  reason: 'A later model came into the shadow before it had been tried for long enough.',
};

/**
 * Promotes or refuses what has been in the shadow for long enough. The latest is looked at first: it has seen the most. What is left was
 * compared with a champion that serves no more, and is refused in the same run. Every shadow costs every gateway memory and time: of many only
 * the latest and the one that has waited longest, which will be through first, go on.
 */
export async function judgeShadows(kind: ModelKind, parts: JudgeShadowsParts): Promise<void> {
  const { registry, settings, announce } = parts;
  let changed = false;
  try {
    const shadows = await registry.shadows(kind);
    for (const [place, shadow] of shadows.entries()) {
      const champion = (await registry.champion(kind))?.id ?? null;
      const decision = judgeShadow(shadow, champion, settings);
      const isBetween = place > 0 && place < shadows.length - 1;
      const final = decision.act === 'WAIT' && isBetween ? OVERTAKEN : decision;
      changed = (await carryOut(final, { shadow, champion }, parts)) || changed;
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
