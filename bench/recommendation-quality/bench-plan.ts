import { shelvedNames } from '../../src/server/recommender-shelf';

/** One run of `trove evaluate recommend`. */
export interface PlannedRun {
  readonly data: string;
  readonly model: string;
  readonly seed: number;
  /** Learnt from the validation items too: another protocol. */
  readonly refit: boolean;
  /** Options of the model, as `key=value`. */
  readonly set: readonly string[];
}

export const PLAN_USAGE =
  '--data=beauty,sports --models=transitions,hybrid --seeds=1,2 --protocols=train,refit --set=key=value';

/**
 * What to measure, from the words behind the name of the bench; all models of the shelf on both sets where nothing is said.
 *
 * @throws RangeError naming what it does not know.
 */
export function planRuns(words: readonly string[]): readonly PlannedRun[] {
  const said = (name: string, otherwise: readonly string[]): readonly string[] => {
    const found = words.filter((word) => word.startsWith(`--${name}=`)).at(-1);
    return found?.slice(name.length + 3).split(',') ?? otherwise;
  };
  const known: readonly string[] = shelvedNames();
  const models = said('models', known);
  const protocols = said('protocols', ['train', 'refit']);
  const seeds = said('seeds', ['1']);
  requireKnown('models', models, known);
  requireKnown('protocols', protocols, ['train', 'refit']);
  requireKnown('seeds', seeds.filter((seed) => !/^\d{1,9}$/.test(seed)), []); // prettier-ignore
  const set = words.filter((word) => word.startsWith('--set=')).map((word) => word.slice(6));
  return said('data', ['beauty', 'sports']).flatMap((data) =>
    protocols.flatMap((protocol) =>
      models.flatMap(
        (model) =>
        seeds.map((seed) => ({ data, model, seed: Number(seed), refit: protocol === 'refit', set })), // prettier-ignore
      ),
    ),
  );
}

function requireKnown(what: string, named: readonly string[], known: readonly string[]): void {
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`--${what} does not know ${unknown.join(', ')}. Write ${PLAN_USAGE}`);
}
