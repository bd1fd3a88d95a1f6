// Adds models, promotes them and rolls back for ever, and prints each model once it is acknowledged.
// node change-models-driver.cjs FILE NAME; runs what `npm run build:server` compiled.
require('reflect-metadata');
const { writeSync } = require('node:fs');
const { join } = require('node:path');

const compiled = (path) => require(join(__dirname, '../../dist/src', path));
const { Database } = compiled('adapters/storage-typeorm/database');
const { TypeOrmModelRegistry } = compiled('adapters/storage-typeorm/typeorm-model-registry');

/** Three parts, so that a kill may fall between them. */
const BYTES = 2_500_000;

function modelOf(id, number) {
  return {
    id,
    kind: 'RERANKER',
    features: ['bm25'],
    featureSet: 'features-1',
    data: { source: 'JUDGMENTS', lists: 1, from: null, to: null },
    parent: null,
    engine: 'wasm',
    seed: number,
    metrics: {},
    run: null,
    createdAt: Date.now(),
  };
}

async function main([file, name]) {
  const database = await Database.open({ kind: 'sqlite', file });
  const registry = new TypeOrmModelRegistry(database);
  for (let number = 0; ; number += 1) {
    const id = `${name}-${number}`;
    await registry.add(modelOf(id, number), new Uint8Array(BYTES).fill(number));
    // Written at once: what this process has acknowledged outlives it.
    writeSync(1, `${id}\n`);
    const champion = await registry.champion('RERANKER');
    await registry.promote(id, champion ? champion.id : null, { reason: id, at: Date.now() });
    if (number % 3 === 2) await registry.rollBack('RERANKER', { reason: id, at: Date.now() });
  }
}

void main(process.argv.slice(2));
