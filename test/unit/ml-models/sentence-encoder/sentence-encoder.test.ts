import { writeFileSync } from 'node:fs';
import { SentenceEncoder } from '../../../../ml-models/sentence-encoder/sentence-encoder';
import type { ThreadStart } from '../../../../ml-models/sentence-encoder/thread-messages.types';
import { asEncoderId } from '../../../../src/search/semantic/text-encoder.port';
import { temporaryFolder } from '../../../support/temporary-folder';

/** Speaks as the thread of an encoder does, knows lengths only, and has its moods. */
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  if (workerData.network === 'damaged') parentPort.postMessage({ kind: 'corrupt', what: 'it is damaged' });
  else if (workerData.network === 'silent') process.exit(3);
  else {
    parentPort.postMessage({ kind: 'ready' });
    parentPort.on('message', ({ texts }) => {
      if (texts.includes('dies')) process.exit(7);
      else if (texts.includes('throws')) throw new Error('out of memory');
      else if (texts.includes('fails')) parentPort.postMessage({ kind: 'failed', message: 'out of order' });
      else parentPort.postMessage({ kind: 'vectors', vectors: Float32Array.from(texts, ({ length }) => length) });
    });
  }`;

describe('an encoder in a thread', () => {
  const folder = temporaryFolder();
  const opened: SentenceEncoder[] = [];

  afterEach(async () => {
    for (const encoder of opened.splice(0)) await encoder.close();
  });

  function open(network = 'whole'): SentenceEncoder {
    const program = folder.path('worker.cjs');
    writeFileSync(program, PROGRAM);
    const start: ThreadStart = {
      network,
      networkSha256: '',
      vocabulary: '',
      runtime: '',
      mostTokens: 8,
      dimensions: 1,
      threads: 1,
    };
    const encoder = new SentenceEncoder({ id: asEncoderId('lengths'), program, start });
    opened.push(encoder);
    return encoder;
  }

  it.each(['dies', 'throws', 'fails'])('that %s is started anew for who asks next', async (how) => {
    const encoder = open();
    expect(await encoder.encode(['one'])).toEqual([Float32Array.of(3)]);
    await expect(encoder.encode([how])).rejects.toMatchObject({ code: 'ENCODER_UNAVAILABLE' });
    expect(await encoder.encode(['three'])).toEqual([Float32Array.of(5)]);
  });

  it('does not begin with a damaged network', async () => {
    await expect(open('damaged').warmUp()).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
  });

  it('says that it is unavailable when its thread does not begin', async () => {
    const encoder = open('silent');
    for (let n = 0; n < 2; n += 1)
      await expect(encoder.encode(['one'])).rejects.toMatchObject({ code: 'ENCODER_UNAVAILABLE' });
  });

  it('lets nobody wait when it is closed', async () => {
    const encoder = open();
    await encoder.warmUp();
    const asked = Promise.allSettled([encoder.encode(['one'])]);
    await encoder.close();
    expect(await asked).toHaveLength(1);
    await expect(encoder.encode(['two'])).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
