import 'reflect-metadata';
import { circumstances, reportOf, type Measurement } from './bench-report';
import { DataSetMissing } from './data-sets';
import { diversityBench } from './diversity-bench';
import { featuresBench } from './features-bench';
import { importBench } from './import-bench';
import { learningLoopBench } from './learning-loop/learning-loop-bench';
import { plainFts5Bench } from './plain-fts5-bench';
import { rankerBench } from './ranker-bench';
import { rankingQualityBench } from './ranking-quality/ranking-quality-bench';
import { recommendHttpBench } from './recommend-http/recommend-http-bench';
import { recommendationQualityBench } from './recommendation-quality/recommendation-quality-bench';
import { recordEventsBench } from './record-events-bench';
import { rerankServingBench } from './rerank-serving/rerank-serving-bench';
import { searchHttpBench } from './search-http-bench';
import { searchLayersBench } from './search-layers-bench';
import { sentenceEncoderBench } from './sentence-encoder-bench';
import { textEncoderBench } from './text-encoder-bench';
import { trainingBench } from './training/training-bench';
import { vectorScanBench } from './vector-scan-bench';
import { popularQueriesBench } from './popular-queries-bench';
import { searchOverheadBench } from './search-overhead/search-overhead-bench';
import { searchProfileBench } from './search-overhead/search-profile-bench';

const BENCHES: Readonly<Record<string, () => Promise<Measurement>>> = {
  import: importBench,
  'search-http': searchHttpBench,
  'search-layers': searchLayersBench,
  'search-overhead': searchOverheadBench,
  'search-profile': searchProfileBench,
  'record-events': recordEventsBench,
  'recommend-http': recommendHttpBench,
  'plain-fts5': plainFts5Bench,
  ranker: rankerBench,
  'rerank-serving': rerankServingBench,
  'sentence-encoder': sentenceEncoderBench,
  'text-encoder': textEncoderBench,
  training: trainingBench,
  'vector-scan': vectorScanBench,
  'popular-queries': popularQueriesBench,
  'ranking-quality': rankingQualityBench,
  'recommendation-quality': recommendationQualityBench,
  'learning-loop': learningLoopBench,
  features: featuresBench,
  diversity: diversityBench,
};

/** `npm run bench -- NAME…`: measures, prints a table and one line of JSON. Exit code 1 when something is missing or fails. */
async function main(names: readonly string[]): Promise<void> {
  const known = Object.keys(BENCHES);
  if (names.length === 0 || names.some((name) => !known.includes(name))) {
    process.stderr.write(`Name one or more of: ${known.join(', ')}.\n`);
    process.exitCode = 2;
    return;
  }
  for (const name of names) {
    const measurement = await BENCHES[name]?.();
    if (measurement) process.stdout.write(`${reportOf(measurement, circumstances())}\n`);
  }
}

/** What begins with a dash is for the bench to read. */
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));

main(names).catch((error: unknown) => {
  const missing = error instanceof DataSetMissing;
  process.stderr.write(missing ? `NOT MEASURED. ${error.message}\n` : `${String(error)}\n`);
  process.exitCode = 1;
});
