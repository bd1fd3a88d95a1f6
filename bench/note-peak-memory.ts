import { writeFileSync } from 'node:fs';

/** Loaded before the measured program: at its end, writes the largest resident set, in KiB, to the file that is named. */
const file = process.env['TROVE_BENCH_PEAK_MEMORY'];
if (file !== undefined) {
  process.on('exit', () => {
    writeFileSync(file, String(process.resourceUsage().maxRSS));
  });
}
