import type { Measurement } from './bench-report';
import { importIcecat, temporaryDataFolder } from './trove-process';

/** Imports the Icecat catalogue into an empty folder, then once more over itself. */
export async function importBench(): Promise<Measurement> {
  const folder = temporaryDataFolder();
  const rows = [];
  for (const run of ['into an empty folder', 'again, nothing changed']) {
    const { seconds, peakRssMib, output } = await importIcecat(folder);
    const result = lastObject(output) as { rows: number; rejected: number };
    rows.push([
      run,
      result.rows,
      result.rejected,
      seconds.toFixed(1),
      Math.round(result.rows / seconds),
      Math.round(peakRssMib),
    ]);
  }
  return {
    name: 'import',
    how: '19,406 Icecat products with their attributes, `trove import products` as a process of its own, from start to exit.',
    columns: ['run', 'rows', 'rejected', 'seconds', 'rows/s', 'peak RSS MiB'],
    rows,
  };
}

function lastObject(output: string): unknown {
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}
