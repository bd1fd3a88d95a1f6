import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { JiebaSegmenter } from '../adapters/segmenter-jieba/jieba-segmenter';
import { Database } from '../adapters/storage-typeorm/database';
import { Analyzer } from '../search/analysis/analyzer';
import { TroveError } from '../shared/errors';
import type { Logger } from '../shared/logger';
import { embedHere } from './embed-here';
import type { EmbeddingMessage, EmbeddingStart } from './embedding-messages.types';

const tell = (message: EmbeddingMessage) => parentPort?.postMessage(message);

const log =
  (level: keyof Logger): Logger[keyof Logger] =>
  (facts, sentence) =>
    tell({ kind: 'log', level, facts, sentence });

const logger: Logger = {
  debug: log('debug'),
  info: log('info'),
  warn: log('warn'),
  error: log('error'),
};

// The whole program of the thread that `embedInThread` starts.
async function main({ database: location, folder }: EmbeddingStart): Promise<void> {
  const stop = new AbortController();
  parentPort?.once('message', () => {
    stop.abort();
  });
  const database = await Database.open(location);
  try {
    const parts = { database, analyzer: new Analyzer(new JiebaSegmenter()), folder, logger };
    const report = await embedHere(parts, stop.signal, (done) => tell({ kind: 'progress', done }));
    tell({ kind: 'done', report });
  } finally {
    await database.close();
  }
}

main(workerData as EmbeddingStart)
  .catch((error: unknown) => {
    const code = error instanceof TroveError ? error.code : null;
    tell({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  })
  .finally(() => {
    parentPort?.close();
  });
