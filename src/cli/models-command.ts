import { Command, InvalidArgumentError, Option } from 'commander';
import { readConfig } from '../config/read-config';
import { MODEL_KINDS, type ModelKind } from '../models/model.types';
import { openTrove, type Trove } from '../server/composition-root';
import { asModelId } from '../shared/ids';
import {
  compareReport,
  engineLine,
  historyReport,
  listReport,
  promotionReport,
  showReport,
} from './models-report';

interface JsonOption {
  readonly json: boolean;
}

interface KindOption {
  readonly kind: Lowercase<ModelKind>;
}

type LimitOption = JsonOption & KindOption & { readonly limit: number };
type ReasonOption = JsonOption & { readonly reason: string };
type ForceOption = ReasonOption & { readonly force: boolean };

const HELP = `
A model that was trained is judged against the one that serves; a better one is tried in the shadow, and then serves by itself. These
commands are for people who want to look, or to decide otherwise. See docs/models.md.`;

/** `trove models …`: versions of models, and who serves. */
export function modelsCommand(): Command {
  return new Command('models')
    .description('Look after the versions of models.')
    .addHelpText('after', HELP)
    .addCommand(withLimit('list', 'List all versions, the latest first.').action(onModels(list)))
    .addCommand(
      withJson('show', 'Tell everything about a version.')
        .argument('<model>', 'its name')
        .action(onModels(show)),
    )
    .addCommand(
      withReason('promote', 'Let a version serve from now on.')
        .argument('<model>', 'its name')
        .option('--force', 'also when it was refused, or was not judged', false)
        .action(onModels(promote)),
    )
    .addCommand(
      withKind(
        withReason('rollback', 'Let what served before serve again; at last, no model at all.'),
      ).action(onModels(rollBack)),
    )
    .addCommand(
      withJson('compare', 'Put two versions side by side, and let both rank the same lists.')
        .argument('<model>', 'the name of one')
        .argument('<other>', 'the name of the other')
        .action(onModels(compare)),
    )
    .addCommand(withLimit('history', 'Tell who served when, and why.').action(onModels(history)));
}

function withJson(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--json', 'print the result as one JSON object', false);
}

function withLimit(name: string, description: string): Command {
  return withKind(withJson(name, description)).option(
    '--limit <number>',
    'how many at most',
    limit,
    20,
  );
}

function withKind(command: Command): Command {
  return command.addOption(
    new Option('--kind <kind>', 'what the models do')
      .choices(MODEL_KINDS.map((kind) => kind.toLowerCase()))
      .default('reranker'),
  );
}

const kindOf = ({ kind }: KindOption): ModelKind =>
  kind === 'recommender' ? 'RECOMMENDER' : 'RERANKER';

function withReason(name: string, description: string): Command {
  return withJson(name, description).option(
    '--reason <text>',
    'who wants it, and why: kept in the history',
    'an operator, on the command line',
  );
}

function limit(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 1 to 9999.');
}

type Act<Options> = (trove: Trove, options: Options, names: readonly string[]) => Promise<void>;

function onModels<Options extends JsonOption>(act: Act<Options>) {
  return async function (this: Command): Promise<void> {
    const trove = await openTrove(readConfig(process.env));
    try {
      await act(trove, this.opts<Options>(), this.args);
    } finally {
      await trove.close();
    }
  };
}

function print(json: boolean, result: object, report: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : report());
}

async function list({ models, engineReport }: Trove, options: LimitOption): Promise<void> {
  const kind = kindOf(options);
  const found = await models.list(kind, options.limit, null);
  const engine = await engineReport();
  print(
    options.json,
    { models: found, engine },
    () => `${listReport(found, kind)}\n${engineLine(engine)}`,
  );
}

async function show(
  { models }: Trove,
  { json }: JsonOption,
  [name = '']: readonly string[],
): Promise<void> {
  const model = await models.show(asModelId(name));
  print(json, model, () => showReport(model));
}

async function promote(
  { models }: Trove,
  { json, reason, force }: ForceOption,
  [name = '']: readonly string[],
): Promise<void> {
  const model = await models.promote({ id: asModelId(name), reason, force });
  const [promotion] = await models.promotions(model.kind, 1);
  print(json, { model, promotion: promotion ?? null }, () =>
    promotion ? promotionReport(promotion) : '',
  );
}

async function rollBack({ models }: Trove, options: ReasonOption & KindOption): Promise<void> {
  const promotion = await models.rollBack(kindOf(options), options.reason);
  print(options.json, { promotion }, () => promotionReport(promotion));
}

async function compare(
  { models }: Trove,
  { json }: JsonOption,
  [left = '', right = '']: readonly string[],
): Promise<void> {
  const comparison = await models.compare(asModelId(left), asModelId(right), true);
  print(json, comparison, () => compareReport(comparison));
}

async function history({ models }: Trove, options: LimitOption): Promise<void> {
  const promotions = await models.promotions(kindOf(options), options.limit);
  print(options.json, { promotions }, () => historyReport(promotions));
}
