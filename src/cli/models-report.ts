import type { HeldOutResult } from '../models/held-out-comparison.port';
import type { ModelComparison } from '../models/model-service';
import type { ModelKind, ModelVersion, Promotion } from '../models/model.types';
import type { ModelId } from '../shared/ids';
import { table } from './table';

/** What computes, as the engine says it. */
export interface EngineFacts {
  readonly name: string;
  readonly version: string;
  readonly skipped: readonly { readonly reason: string }[];
}

const NOTHING = '–';

/** What serves while no model does, and what a model is compared with then. */
const WITHOUT: Readonly<Record<ModelKind, string>> = {
  RERANKER: 'keyword order',
  RECOMMENDER: 'popularity',
};

/** All versions, one line each. */
export function listReport(models: readonly ModelVersion[], kind: ModelKind): string {
  if (models.length === 0)
    return `There is no model yet: ${WITHOUT[kind]} serves. "trove train ${kind.toLowerCase()}" makes one.\n`;
  return table([
    ['model', 'state', 'made', 'learnt from', 'nDCG@10', 'of what served', 'difference (95 %)'],
    ...models.map(lineOf),
  ]);
}

function lineOf({ id, state, createdAt, data, verdict }: ModelVersion): readonly string[] {
  const judged = verdict
    ? [number(verdict.challengerNdcg), number(verdict.championNdcg), spread(verdict.difference)]
    : [NOTHING, NOTHING, NOTHING];
  const lists = `${data.lists.toLocaleString('en')} lists of ${data.source.toLowerCase()}`;
  return [id, state, moment(createdAt), lists, ...judged];
}

/** What computes here, and why nothing better does. */
export function engineLine({ name, version, skipped }: EngineFacts): string {
  const reasons = skipped.map(({ reason }) => `  ${reason}\n`).join('');
  const better = reasons === '' ? '' : ` Better engines that do not run here:\n${reasons}`;
  return `This machine computes with ${name} (TensorFlow.js ${version}).${better}${better === '' ? '\n' : ''}`;
}

/** Everything about one version. */
export function showReport(model: ModelVersion): string {
  const { verdict, shadow } = model;
  return [
    table(factsOf(model)),
    '\nMetrics of its training\n',
    table(Object.entries(model.metrics).map(([name, value]) => [`  ${name}`, short(value)])),
    ...(verdict
      ? [
          `\nJudgement, against ${verdict.champion ?? WITHOUT[model.kind]} on ${verdict.lists.toLocaleString('en')} lists\n`,
          ...verdict.reasons.map((reason) => `  ${reason}\n`),
          ...verdict.guardrails.map(
            ({ name, passed, words }) => `  ${passed ? 'passed' : 'FAILED'}  ${name}: ${words}\n`,
          ),
        ]
      : ['\nNot judged yet.\n']),
    ...(shadow
      ? [
          `\nIn the shadow since ${moment(shadow.since)}: ${shadow.searches.toLocaleString('en')} searches, ${shadow.failures} failures, ` +
            `${shadow.passMs.toFixed(1)} ms per pass, ${(100 * shadow.overlapAtTen).toFixed(0)} % of the first ten as before.\n`,
        ]
      : []),
  ].join('');
}

function factsOf(model: ModelVersion): readonly (readonly string[])[] {
  const { data } = model;
  const range =
    data.from === null || data.to === null ? '' : `, ${moment(data.from)} to ${moment(data.to)}`;
  return [
    ['Model', model.id],
    ['State', model.state],
    ['Made', `${moment(model.createdAt)} by ${model.engine}, seed ${model.seed}`],
    ['Began from', model.parent ?? 'nothing'],
    [
      'Learnt from',
      `${data.lists.toLocaleString('en')} lists of ${data.source.toLowerCase()}${range}`,
    ],
    ['Features', `${model.features.length} (${model.featureSet})`],
    ['Artefact', `${model.bytes.toLocaleString('en')} bytes, SHA-256 ${model.checksum}`],
    ['Training run', model.run ?? NOTHING],
  ];
}

/** Two versions side by side. */
export function compareReport({ left, right, heldOut }: ModelComparison): string {
  const names = new Set([...Object.keys(left.metrics), ...Object.keys(right.metrics)]);
  const both = (label: string, of: (model: ModelVersion) => string): readonly string[] => [
    label,
    of(left),
    of(right),
  ];
  return [
    table([
      both('', ({ id }) => id),
      both('state', ({ state }) => state),
      both('made', ({ createdAt }) => moment(createdAt)),
      both('lists learnt from', ({ data }) => data.lists.toLocaleString('en')),
      both('judged against', ({ verdict, kind }) => (verdict ? (verdict.champion ?? WITHOUT[kind]) : NOTHING)), // prettier-ignore
      both('nDCG@10 then', ({ verdict }) => (verdict ? number(verdict.challengerNdcg) : NOTHING)),
      both('difference then', ({ verdict }) => (verdict ? spread(verdict.difference) : NOTHING)),
      ...[...names].sort().map((name) => both(name, ({ metrics }) => short(metrics[name]))),
    ]),
    heldOutLine(left.id, heldOut),
  ].join('\n');
}

function heldOutLine(left: ModelId, heldOut: HeldOutResult | null): string {
  if (heldOut === null)
    return 'There are no lists that both can rank and neither has seen, so they cannot be measured against each other.\n';
  const { lists, difference } = heldOut;
  return `On the same ${lists.toLocaleString('en')} lists that neither has seen: nDCG@10 ${number(heldOut.left)} and ${number(heldOut.right)}, ${left} is ahead by ${spread(difference)}.\n`;
}

export function promotionReport({ kind, model, before, action }: Promotion): string {
  const [now, then] = [model ?? WITHOUT[kind], before ?? WITHOUT[kind]];
  const verb = action === 'PROMOTED' ? 'serves from now on' : 'serves again';
  return `${now} ${verb}, instead of ${then}. Gateways hear of it at once on Redis, and otherwise within half a minute.\n`;
}

/** Who served when. */
export function historyReport(promotions: readonly Promotion[]): string {
  if (promotions.length === 0) return 'No model has served yet.\n';
  return table([
    ['when', 'what', 'serves', 'instead of', 'why'],
    ...promotions.map(({ kind, at, action, model, before, reason }) => [
      moment(at),
      action === 'PROMOTED' ? 'promoted' : 'rolled back',
      model ?? WITHOUT[kind],
      before ?? WITHOUT[kind],
      reason,
    ]),
  ]);
}

const moment = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');

const number = (value: number): string => value.toFixed(3);

const short = (value: number | undefined): string =>
  value === undefined ? NOTHING : String(Number(value.toPrecision(4)));

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`;

function spread({
  mean,
  low,
  high,
}: {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}): string {
  return `${signed(mean)} (${signed(low)} to ${signed(high)})`;
}
