// Takes housekeeping jobs from Redis, says so, and never finishes one: somebody kills it.
// node job-worker-driver.cjs URL PREFIX LOCK_MS; runs what `npm run build:server` compiled.
const { writeSync } = require('node:fs');
const { join } = require('node:path');

const compiled = (path) => require(join(__dirname, '../../dist/src', path));
const { BullmqJobQueue } = compiled('adapters/jobs-bullmq/bullmq-job-queue');
const { silentLogger } = compiled('shared/logger');

async function main([url, prefix, lockMs]) {
  const queue = new BullmqJobQueue({ url, prefix, lockMs: Number(lockMs), logger: silentLogger });
  await queue.work('housekeeping', async () => {
    writeSync(1, 'begun\n');
    await new Promise(() => undefined);
  });
}

void main(process.argv.slice(2));
