import { processEngine } from '../../ml-models/runtime/open-engine';
import type { Config } from '../config/config';
import type { RecommenderName } from '../recommendation/learning/recommender.port';
import { EMBEDDED_PARTS, shelvedNames, workshopNamed } from './recommender-shelf';

/** Acts up to which a network is trained in minutes without a native engine. */
const SMALL = 20_000;

/**
 * The parts that a shop's recommenders have: those that are configured; otherwise those that need no engine, and the network of sequences where it can be trained
 * in reasonable time.
 *
 * @throws TroveError INVALID_INPUT for a name that there is not.
 */
export async function recommenderParts(
  configured: Config['training']['recommenders']['parts'],
): Promise<(acts: number) => readonly RecommenderName[]> {
  if (configured !== null) {
    const names = configured.map((name) => workshopNamed(name).name);
    return () => names;
  }
  if (!shelvedNames().includes('sequence')) return () => EMBEDDED_PARTS;
  const isNative = (await processEngine()).report.name.startsWith('tfjs-node');
  return (acts) => (isNative || acts <= SMALL ? [...EMBEDDED_PARTS, 'sequence'] : EMBEDDED_PARTS);
}
