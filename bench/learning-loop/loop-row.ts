import type { MeanEstimate } from '../../src/evaluation/bootstrap';
import type { Cell } from '../bench-report';
import type { StageOutcome } from './loop.types';

export const LOOP_COLUMNS: readonly string[] = [
  'learning',
  'rounds',
  'models that serve',
  'click-through',
  '95 % interval',
  'mean place of clicks',
  'nDCG@10, unseen queries',
  '95 % interval',
  'gain',
  '95 % interval',
];

export function loopRow(name: string, stage: StageOutcome): readonly Cell[] {
  const { unseenNdcg, unseenGain } = stage;
  return [
    name,
    stage.round,
    `${stage.serving} of ${stage.shops}`,
    stage.clickThrough.mean.toFixed(4),
    range(stage.clickThrough),
    stage.clickPosition.toFixed(2),
    unseenNdcg.mean.toFixed(4),
    range(unseenNdcg),
    unseenGain === null ? '' : unseenGain.mean.toFixed(4),
    unseenGain === null ? '' : range(unseenGain),
  ];
}

const range = ({ low, high }: MeanEstimate): string => `${low.toFixed(4)} to ${high.toFixed(4)}`;
