import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { ArtefactPartEntity } from '../../src/adapters/storage-typeorm/entities/artefact-part.entity';
import { ArtefactEntity } from '../../src/adapters/storage-typeorm/entities/artefact.entity';
import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import { SeededRandom } from '../../src/shared/seeded-random';
import { temporaryFolder } from '../support/temporary-folder';

const ROUNDS = 8;
const BYTES = 2_500_000;

describe('changing models in a process that is killed', () => {
  const folder = temporaryFolder();

  it(`keeps every acknowledged model whole, and no half of another, through ${ROUNDS} kills`, async () => {
    const file = folder.path('trove.db');
    const random = new SeededRandom(20_261_121);
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      acknowledged.push(...(await changeUntilKilled(file, `round-${round}`, random)));
      await expectSoundRegistry(file, acknowledged);
    }

    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
  }, 180_000);
});

/** Kills the process at a random moment: some while they start, most while they write. */
async function changeUntilKilled(
  file: string,
  name: string,
  random: SeededRandom,
): Promise<readonly string[]> {
  if (!existsSync(join(__dirname, '../../dist')))
    throw new Error('Run `npm run build:server` first: there is no dist/');
  const driver = join(__dirname, '../support/change-models-driver.cjs');
  const child = spawn(process.execPath, [driver, file, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const ended = once(child, 'close');
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  if (random.next() < 0.8) await Promise.race([once(child.stdout, 'data'), ended]);
  await sleep(random.below(400));
  child.kill('SIGKILL');
  await ended;
  return output.split('\n').filter((line) => line !== '');
}

async function expectSoundRegistry(file: string, acknowledged: readonly string[]): Promise<void> {
  const database = await Database.open({ kind: 'sqlite', file });
  try {
    const registry = new TypeOrmModelRegistry(database);
    const models = await registry.list('RERANKER', 10_000, null);
    const ids = models.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([...acknowledged]));
    for (const id of ids) expect((await registry.artefact(id)).length).toBe(BYTES);

    const { manager } = database.reader;
    const kept = await manager.find(ArtefactEntity);
    expect(kept.map(({ name }) => name).sort()).toEqual(ids.map((id) => `model/${id}`).sort());
    expect(await manager.count(ArtefactPartEntity)).toBe(3 * ids.length);

    const champions = models.filter(({ state }) => state === 'CHAMPION');
    const [last] = await registry.promotions('RERANKER', 1);
    expect(champions.map(({ id }) => id)).toEqual(last?.model ? [last.model] : []);
  } finally {
    await database.close();
  }
}
