import { Command } from 'commander';
import {
  installSentenceEncoder,
  removeSentenceEncoder,
} from '../../ml-models/sentence-encoder/install-sentence-encoder';
import { MINI_LM } from '../../ml-models/sentence-encoder/sentence-sources';
import { readConfig } from '../config/read-config';
import { encodersFolder } from '../server/open-semantics';
import { stopOnInterrupt } from './stop-on-interrupt';

interface InstallCommandOptions {
  readonly from?: string;
  readonly json: boolean;
}

/** `trove encoder …`: the pretrained encoder, which reads texts as sentences. */
export function encoderCommand(): Command {
  return new Command('encoder')
    .description('Look after the pretrained sentence encoder, an optional part of semantic search.')
    .addCommand(
      new Command('install')
        .description(
          `Install ${MINI_LM.name} (${MINI_LM.licence}) and what runs it on this machine.`,
        )
        .option('--from <folder>', 'with model.safetensors and vocab.txt, instead of a download')
        .option('--json', 'print the result as JSON', false)
        .action(install),
    )
    .addCommand(
      new Command('remove')
        .description('Remove the sentence encoder from this machine.')
        .option('--json', 'print the result as JSON', false)
        .action(remove),
    );
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
    process.stdout.write(
      json
        ? `${JSON.stringify(installed)}\n`
        : `${installed.name} (${installed.licence}) is installed as ${installed.id}.\n`,
    );
  } finally {
    interrupt.release();
  }
}

async function remove({ json }: { readonly json: boolean }): Promise<void> {
  const removed = await removeSentenceEncoder(encodersFolder(readConfig(process.env)), MINI_LM);
  const report = removed
    ? 'The sentence encoder was removed.'
    : 'No sentence encoder is installed.';
  process.stdout.write(json ? `${JSON.stringify({ removed })}\n` : `${report}\n`);
}
