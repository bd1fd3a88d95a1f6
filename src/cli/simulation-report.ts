import type { GroupReport, SimulationReport } from '../simulation/simulate';

/** The simulation for a person at a terminal. It begins with what must not be forgotten. */
export function simulationReport(report: SimulationReport): string {
  const { plan, train, test, robots, failed, lastFailure } = report;
  return [
    ...headOf(report),
    '',
    line('', 'training queries', 'unseen queries'),
    line('queries', String(train.queries), String(test.queries)),
    ...trafficLines(train, test),
    line('nDCG@10, each query asked in the end', quality(train), quality(test)),
    '',
    ...report.rankedBy.map(
      ({ mode, model, searches }) => `  ${searches} searches ranked by ${mode}${nameOf(model)}`,
    ),
    ...(report.degraded > 0 ? [`  ${report.degraded} answers had to do without a part`] : []),
    ...(plan.robots.searches > 0
      ? [
          `  ${robots.searches} searches and ${robots.clicks} clicks of robots (${plan.robots.kind})`,
        ]
      : []),
    ...(failed > 0 ? [`  ${failed} searches failed, the last one so: ${lastFailure ?? ''}`] : []),
    '',
  ].join('\n');
}

function headOf({ plan, seconds }: SimulationReport): readonly string[] {
  const { eta, noise, cart, purchase } = plan.clickModel;
  return [
    'SIMULATION: these shoppers are made up; the figures say how well Trove learns from them, not what people will do.',
    `Position-based click model: place p is looked at with chance p^-${eta}; a hit of grade g attracts with chance`,
    `${noise} + ${+(1 - noise).toFixed(6)} (2^g - 1) / (2^${plan.clickModel.bestGrade} - 1); carts ${cart}, purchases ${purchase}. Seed ${plan.seed}, pages of ${plan.pageSize}, ` +
      `fold ${plan.split.fold} of ${plan.split.folds} kept unseen (seed ${plan.split.seed}), ${seconds.toFixed(1)} s.`,
  ];
}

function trafficLines(train: GroupReport, test: GroupReport): readonly string[] {
  const row = (label: string, cell: (group: GroupReport) => string) =>
    line(label, orNothing(train, cell), orNothing(test, cell));
  return [
    row('searches', ({ traffic }) => String(traffic.searches)),
    row('click-through: searches with a click', ({ traffic: { clickThrough } }) =>
      spread(clickThrough.share, clickThrough),
    ),
    row('clicks per search', ({ traffic }) => traffic.clicks.toFixed(3)),
    row('mean place of clicks', ({ traffic }) => traffic.clickPosition.toFixed(2)),
    row('carts per search', ({ traffic }) => traffic.carts.toFixed(3)),
    row('purchases per search', ({ traffic }) => traffic.purchases.toFixed(3)),
    row('nDCG@10 shown, mean over searches', ({ traffic }) => traffic.shownNdcg.toFixed(4)),
  ];
}

function orNothing(group: GroupReport, cell: (group: GroupReport) => string): string {
  return group.traffic.searches === 0 ? '–' : cell(group);
}

const quality = ({ inTheEnd }: GroupReport): string =>
  inTheEnd === null ? '–' : spread(inTheEnd.ndcg.mean, inTheEnd.ndcg);

const spread = (value: number, { low, high }: { readonly low: number; readonly high: number }) =>
  `${value.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;

const nameOf = (model: string | null): string => (model === null ? '' : `, model ${model}`);

const line = (label: string, train: string, test: string): string =>
  `  ${label.padEnd(38)}${train.padEnd(26)}${test}`.trimEnd();
