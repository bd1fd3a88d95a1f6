import type { NextItemCase } from '../../src/recommendation/learning/interaction-log.types';
import type {
  FitOrder,
  FittedRecommender,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import type { RecommenderName } from '../../src/recommendation/learning/recommender.port';
import { TroveError } from '../../src/shared/errors';
import { SeededRandom } from '../../src/shared/seeded-random';
import { chooseVoices, type ChosenVoices } from './choose-voices';
import { fitParts } from './fit-parts';
import { holdOutLast } from './hold-out-last';
import { hybridFromBytes, hybridToBytes, type FittedPart } from './hybrid-artefact';
import { HybridRecommender } from './hybrid-recommender';
import { readParts } from './read-parts';
import { validationTable } from './validation-table';
import type { Voice } from './voice';

export interface HybridOptions {
  /** Names of the parts, separated by commas. */
  readonly parts: string;
  /** Cases by which the voices are chosen, at most. */
  readonly cases: number;
  /** Options of parts that differ from their defaults, by the name of the part. */
  readonly partOptions: Partial<Record<RecommenderName, object>>;
}

/** Shares of the work: fitting, choosing voices, fitting again with what was held back. */
const FITTED = 0.55;
const CHOSEN = 0.65;

/**
 * Several recommenders fused. How loud each speaks is chosen on what was kept for validation; when nothing was, on what some shoppers did last, and the
 * parts then learn that too.
 */
export class HybridWorkshop implements RecommenderWorkshop<HybridOptions> {
  readonly name = 'hybrid';

  /** @param shelf the parts that there are; asked when it works, as it stands on that shelf itself. */
  constructor(
    private readonly shelf: () => readonly RecommenderWorkshop[],
    readonly defaults: HybridOptions,
  ) {}

  async fit(lessons: Lessons, order: FitOrder<HybridOptions>): Promise<FittedRecommender> {
    const workshops = this.workshopsOf(order.options.parts);
    const { parts, chosen } =
      order.validation === null
        ? await this.fitAll(workshops, lessons, order)
        : await this.fitAndChoose(workshops, lessons, { ...order, validation: order.validation });
    const artefact = hybridToBytes({
      itemCount: lessons.log.itemCount,
      parts,
      voices: chosen.voices,
    });
    return { artefact, engine: enginesOf(parts), metrics: metricsOf(parts, chosen) };
  }

  async read(artefact: Uint8Array): Promise<HybridRecommender> {
    const { itemCount, parts, voices } = hybridFromBytes(artefact);
    const workshops = new Map(this.shelf().map((workshop) => [workshop.name, workshop]));
    return new HybridRecommender(itemCount, await readParts(parts, workshops), voices);
  }

  private workshopsOf(names: string): readonly RecommenderWorkshop[] {
    const shelf = this.shelf().filter(({ name }) => name !== 'hybrid');
    return names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => {
        const workshop = shelf.find((one) => one.name === name);
        if (workshop) return workshop;
        throw new TroveError(
          'INVALID_INPUT',
          `A hybrid cannot have the part ${JSON.stringify(name)}. Choose from: ${shelf.map((one) => one.name).join(', ')}.`,
        );
      });
  }

  /** Holds something back to choose by, and fits the parts again with it. */
  private async fitAll(
    workshops: readonly RecommenderWorkshop[],
    lessons: Lessons,
    order: FitOrder<HybridOptions>,
  ): Promise<Chosen> {
    const held = holdOutLast(lessons.log, order.options.cases, order.seed);
    const { parts: rehearsed, chosen } = await this.fitAndChoose(
      workshops,
      { ...lessons, log: held.log },
      { ...order, validation: held.cases },
    );
    const names = new Set(rehearsed.map(({ name }) => name));
    const parts = await fitParts(
      workshops.filter(({ name }) => names.has(name)),
      lessons,
      {
        ...order,
        options: together(order.options.partOptions, settledBy(rehearsed)),
        previous: new Map(),
        onProgress: (done, note) => {
          order.onProgress(CHOSEN + (1 - CHOSEN) * done, note);
        },
      },
    );
    return { parts, chosen };
  }

  private async fitAndChoose(
    workshops: readonly RecommenderWorkshop[],
    lessons: Lessons,
    order: FitOrder<HybridOptions> & { readonly validation: readonly NextItemCase[] },
  ): Promise<Chosen> {
    const parts = await fitParts(workshops, lessons, {
      ...order,
      options: order.options.partOptions,
      previous: new Map(),
      onProgress: (done, note) => {
        order.onProgress(FITTED * done, note);
      },
    });
    if (parts.length === 0)
      throw new TroveError('NOTHING_TO_LEARN', 'None of the recommenders could learn anything.');
    order.onProgress(FITTED, 'choosing voices');
    return { parts, chosen: await this.choose(parts, order) };
  }

  private async choose(
    parts: readonly FittedPart[],
    {
      validation,
      options,
      seed,
      signal,
    }: FitOrder<HybridOptions> & { readonly validation: readonly NextItemCase[] },
  ): Promise<ChosenVoices> {
    const shelf = new Map(this.shelf().map((workshop) => [workshop.name, workshop]));
    const read = await readParts(parts, shelf);
    try {
      const cases = someOf(validation, options.cases, seed);
      if (cases.length === 0) return allAlike([...read.keys()]);
      return chooseVoices(await validationTable([...read.values()], cases, signal));
    } finally {
      for (const part of read.values()) part.dispose();
    }
  }
}

interface Chosen {
  readonly parts: readonly FittedPart[];
  readonly chosen: ChosenVoices;
}

/** Nobody can tell who should speak louder. */
function allAlike(parts: readonly RecommenderName[]): ChosenVoices {
  const voices: readonly Voice[] = parts.map((part) => ({
    part,
    weight: 1,
    floor: 1e-3,
    sharpness: null,
  }));
  return { voices, ndcg: 0, alone: parts.map(() => 0) };
}

function someOf(
  cases: readonly NextItemCase[],
  most: number,
  seed: number,
): readonly NextItemCase[] {
  if (cases.length <= most) return cases;
  const random = new SeededRandom(seed);
  let missing = most;
  return cases.filter((_, at) => {
    const isDrawn = random.next() * (cases.length - at) < missing;
    if (isDrawn) missing -= 1;
    return isDrawn;
  });
}

/** What a fit with validation has found out for a fit without: networks stop after as many passes over the log as were best. */
function settledBy(parts: readonly FittedPart[]): Partial<Record<RecommenderName, object>> {
  return Object.fromEntries(
    parts.flatMap(({ name, metrics: { keptEpoch } }) =>
      keptEpoch === undefined || keptEpoch < 1 ? [] : [[name, { epochsUnchecked: keptEpoch }]],
    ),
  );
}

type PartOptions = HybridOptions['partOptions'];

function together(one: PartOptions, other: PartOptions): PartOptions {
  const names = [...Object.keys(one), ...Object.keys(other)] as RecommenderName[];
  return Object.fromEntries(names.map((name) => [name, { ...one[name], ...other[name] }]));
}

function enginesOf(parts: readonly FittedPart[]): string {
  const engines = new Set(parts.map(({ engine }) => engine));
  if (engines.size > 1) engines.delete('javascript');
  return [...engines].join(', ');
}

function metricsOf(
  parts: readonly FittedPart[],
  { voices, ndcg, alone }: ChosenVoices,
): Readonly<Record<string, number>> {
  const entries = voices.flatMap(({ part, weight, floor, sharpness }, at) => [
    [`${part}.weight`, weight] as const,
    [`${part}.floor`, floor] as const,
    ...(sharpness === null ? [] : [[`${part}.sharpness`, sharpness] as const]),
    [`${part}.validationNdcg10`, alone[at] ?? 0] as const,
  ]);
  return {
    ...Object.fromEntries(
      parts.flatMap(({ name, metrics }) =>
        Object.entries(metrics).map(([metric, value]) => [`${name}.${metric}`, value]),
      ),
    ),
    ...Object.fromEntries(entries),
    validationNdcg10: ndcg,
  };
}
