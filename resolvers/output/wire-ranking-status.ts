import type { LoadedModel as WireLoaded } from '../../schema/models/loaded-model.type';
import type { RankingStatus as WireStatus } from '../../schema/models/ranking-status.type';
import type { LoadedModel, RankingStatus } from '../../src/ranking/ranking-status.types';

export function wireRankingStatus(status: RankingStatus): WireStatus {
  const { champion, shadows, refused, loadsRefused: _loadsRefused, ...facts } = status;
  return {
    ...facts,
    champion: champion && wireLoaded(champion),
    shadows: shadows.map(wireLoaded),
    unloaded: refused.map(({ model, code, message }) => ({ modelId: model, code, message })),
  };
}

function wireLoaded({ model, since, activity }: LoadedModel): WireLoaded {
  return { modelId: model, since: new Date(since), activity };
}
