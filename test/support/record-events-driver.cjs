// Records batches of events for ever, or as many as told, and prints the name of each batch once it is acknowledged.
// node record-events-driver.cjs FILE NAME [BATCHES]; runs what `npm run build:server` compiled.
require('reflect-metadata');
const { writeSync } = require('node:fs');
const { join } = require('node:path');

const compiled = (path) => require(join(__dirname, '../../dist/src', path));
const { Database } = compiled('adapters/storage-typeorm/database');
const { TypeOrmEventStore } = compiled('adapters/storage-typeorm/typeorm-event-store');
const { TypeOrmKnownProducts } = compiled('adapters/storage-typeorm/typeorm-known-products');
const { FeedbackService } = compiled('feedback/feedback-service');

const KINDS = ['IMPRESSION', 'VIEW', 'CLICK', 'ADD_TO_CART', 'PURCHASE', 'LIKE', 'DISLIKE'];
const EVENTS_PER_BATCH = 40;

function batchOf(name) {
  return Array.from({ length: EVENTS_PER_BATCH }, (_, index) => ({
    eventId: `${name}/${index}`,
    kind: KINDS[(name.length * 31 + index) % KINDS.length],
    sku: `sku-${index % 17}`,
    session: 'visit',
  }));
}

async function recordBatches(feedback, name, batches) {
  for (let number = 0; number < batches; number += 1) {
    const batch = `${name}-${number}`;
    const policy = { unknownProducts: 'KEEP', withoutId: 'REFUSE' };
    const { recorded } = await feedback.record(batchOf(batch), policy);
    if (recorded !== EVENTS_PER_BATCH) throw new Error(`${batch}: ${recorded} recorded`);
    // Written at once: what this process has acknowledged outlives it.
    writeSync(1, `${batch}\n`);
  }
}

async function main([file, name, batches = Infinity]) {
  const database = await Database.open({ kind: 'sqlite', file });
  const feedback = new FeedbackService(
    new TypeOrmEventStore(database),
    new TypeOrmKnownProducts(database),
    Date.now,
  );
  const lanes = ['a', 'b', 'c'].map((lane) =>
    recordBatches(feedback, `${name}-${lane}`, Number(batches)),
  );
  await Promise.all(lanes);
  await database.close();
}

void main(process.argv.slice(2));
