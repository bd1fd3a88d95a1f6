import BetterSqlite3 from 'better-sqlite3';
import { load } from 'sqlite-vec';
import { processEngine } from '../ml-models/runtime/open-engine';
import { residentRows } from '../ml-models/runtime/resident-rows';
import { VectorTable } from '../src/adapters/vectors-memory/vector-table';
import type { RowMultiplier } from '../src/search/semantic/row-multiplier.port';
import { unit } from '../src/search/semantic/vector-math';
import { asSku } from '../src/shared/ids';
import { SeededRandom } from '../src/shared/seeded-random';
import type { Measurement } from './bench-report';

const PRODUCTS = 20_000;
const NEAREST = 100;
const ROUNDS = 60;

/** The 100 nearest of 20,000 vectors: a plain look at each in memory, a product of matrices in the engine, the vector extension of SQLite. */
export async function vectorScanBench(): Promise<Measurement> {
  const engine = await processEngine();
  const rows = [128, 256, 384].map((dimensions) => {
    const vectors = randomVectors(dimensions);
    const queries = randomVectors(dimensions).slice(0, ROUNDS);
    const memory = fastest(queries, memoryScan(vectors, dimensions, null));
    const held = fastest(queries, memoryScan(vectors, dimensions, residentRows(engine)));
    const float = fastest(queries, sqliteScan(vectors, dimensions, 'float'));
    const int8 = fastest(queries, sqliteScan(vectors, dimensions, 'int8'));
    return [
      dimensions,
      memory.toFixed(2),
      held.toFixed(2),
      float.toFixed(2),
      int8.toFixed(2),
      (memory / held).toFixed(1),
      (float / held).toFixed(1),
    ];
  });
  return {
    name: 'vector-scan',
    how: `${NEAREST} nearest of ${PRODUCTS} random vectors, every one looked at, the fastest of ${ROUNDS} queries, one at a time; engine: ${engine.report.name}.`,
    columns: [
      'dimensions',
      'loop ms',
      'engine ms',
      'sqlite-vec float32 ms',
      'sqlite-vec int8 ms',
      'loop ÷ engine',
      'float32 ÷ engine',
    ],
    rows,
  };
}

type Scan = (query: Float32Array) => unknown;

function memoryScan(
  vectors: readonly Float32Array[],
  dimensions: number,
  multiplier: RowMultiplier | null,
): Scan {
  const table = new VectorTable(dimensions, multiplier);
  vectors.forEach((vector, index) => {
    table.put(asSku(`p${index}`), vector);
  });
  return (query) => table.nearest(query, NEAREST, null);
}

function sqliteScan(
  vectors: readonly Float32Array[],
  dimensions: number,
  type: 'float' | 'int8',
): Scan {
  const database = new BetterSqlite3(':memory:');
  load(database);
  database.exec(
    `CREATE VIRTUAL TABLE v USING vec0(vector ${type}[${dimensions}] distance_metric=cosine)`,
  );
  const value = type === 'int8' ? `vec_quantize_int8(vec_f32(?), 'unit')` : '?';
  const insert = database.prepare(`INSERT INTO v (vector) VALUES (${value})`);
  database.transaction(() => {
    for (const vector of vectors) insert.run(bytesOf(vector));
  })();
  const select = database.prepare(
    `SELECT rowid, distance FROM v WHERE vector MATCH ${value} AND k = ${NEAREST}`,
  );
  return (query) => select.all(bytesOf(query));
}

const bytesOf = (vector: Float32Array) =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);

function randomVectors(dimensions: number): readonly Float32Array[] {
  const random = new SeededRandom(dimensions);
  return Array.from({ length: PRODUCTS }, () =>
    unit(Array.from({ length: dimensions }, () => random.normal(0, 1))),
  );
}

/** In milliseconds. The median would tell more of what else runs on the machine. */
function fastest(queries: readonly Float32Array[], scan: Scan): number {
  const times = queries.map((query) => {
    const startedAt = performance.now();
    scan(query);
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}
