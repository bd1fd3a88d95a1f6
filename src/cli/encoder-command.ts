import { Command } from 'commander';
import {
  installSentenceEncoder,
  removeSentenceEncoder,
} from '../../ml-models/sentence-encoder/install-sentence-encoder';
import { MINI_LM } from '../../ml-models/sentence-encoder/sentence-sources';
import { readConfig } from '../config/read-config';
import { openTrove, type Trove } from '../server/composition-root';
import { installedSentence } from '../server/encoder-shelf';
import { encodersFolder } from '../server/open-semantics';
import { encoderReport, type EncoderStatus, type VectorSetStatus } from './encoder-report';
import { startProgress } from './progress';
import { stopOnInterrupt } from './stop-on-interrupt';

interface JsonOption {
  readonly json: boolean;
}

interface InstallCommandOptions extends JsonOption {
  readonly from?: string;
}

/** `trove encoder …`: what turns texts and products into vectors. */
export function encoderCommand(): Command {
  return new Command('encoder')
    .description('Look after text encoders: the pretrained one is an optional part of search.')
    .addCommand(
      verb(
        'install',
        `Install ${MINI_LM.name} (${MINI_LM.licence}) and what runs it on this machine.`,
      )
        .option('--from <folder>', 'with model.safetensors and vocab.txt, instead of a download')
        .action(install),
    )
    .addCommand(
      verb('status', 'Tell which encoders there are, and whose vectors serve.').action(status),
    )
    .addCommand(verb('embed', 'Bring the vectors of all products up to date now.').action(embed))
    .addCommand(
      verb('remove', 'Remove the sentence encoder from this machine, and its vectors.').action(
        remove,
      ),
    );
}

function verb(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--json', 'print the result as JSON', false);
}

async function install({ from, json }: InstallCommandOptions): Promise<void> {
  const interrupt = stopOnInterrupt();
  try {
    const installed = await installSentenceEncoder({
      root: encodersFolder(readConfig(process.env)),
      source: MINI_LM,
      from: from ?? null,
      signal: interrupt.signal,
      onStep: (step) => process.stderr.write(`${step} …\n`),
    });
    const { name, licence, id } = installed;
    const report = `${name} (${licence}) is installed as ${id}. Products get their vectors with the next turn of embed-products.\n`;
    print(json, installed, report);
  } finally {
    interrupt.release();
  }
}

async function status({ json }: JsonOption): Promise<void> {
  await withTrove(async (trove) => {
    const result = await statusOf(trove);
    print(json, result, encoderReport(result));
  });
}

async function statusOf({ catalog, semantics: { store } }: Trove): Promise<EncoderStatus> {
  const sets: VectorSetStatus[] = [];
  for (const { encoder, slot, dimensions, state } of await store.sets()) {
    const isUpToDate = (await store.stale(encoder, null, 1)).length === 0;
    sets.push({ encoder, slot, dimensions, state, isUpToDate });
  }
  const installed = await installedSentence(encodersFolder(readConfig(process.env)));
  return { products: await catalog.count(), installed, sets };
}

async function embed({ json }: JsonOption): Promise<void> {
  await withTrove(async (trove) => {
    await watchedTurn(trove);
    const result = await statusOf(trove);
    print(json, result, encoderReport(result));
  });
}

async function watchedTurn({ semantics }: Trove): Promise<void> {
  const interrupt = stopOnInterrupt();
  const progress = startProgress('Encoding products', true);
  const { signal } = interrupt;
  const tell = (done: number): void => {
    progress.update(done, 'of all vectors');
  };
  try {
    await semantics.embedding.turn({ signal, progress: tell });
  } finally {
    progress.end();
    interrupt.release();
  }
}

async function remove({ json }: JsonOption): Promise<void> {
  const removed = await removeSentenceEncoder(encodersFolder(readConfig(process.env)), MINI_LM);
  await withTrove(({ semantics }) => semantics.store.clear('sentence'));
  const report = removed
    ? 'The sentence encoder was removed.'
    : 'No sentence encoder is installed.';
  print(json, { removed }, `${report}\n`);
}

async function withTrove(work: (trove: Trove) => Promise<void>): Promise<void> {
  const trove = await openTrove(readConfig(process.env));
  try {
    await work(trove);
  } finally {
    await trove.close();
  }
}

function print(json: boolean, result: object, report: string): void {
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : report);
}
