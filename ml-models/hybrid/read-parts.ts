import type {
  Recommender,
  RecommenderName,
} from '../../src/recommendation/learning/recommender.port';
import type { RecommenderWorkshop } from '../../src/recommendation/learning/recommender-workshop.port';
import { TroveError } from '../../src/shared/errors';
import type { FittedPart } from './hybrid-artefact';

/** Those who can read parts, by name. */
export type Workshops = ReadonlyMap<RecommenderName, Pick<RecommenderWorkshop, 'read'>>;

/** All parts or none. @throws TroveError MODEL_CORRUPT; MODEL_INCOMPATIBLE, also when nobody here can read a part. */
export async function readParts(
  parts: readonly Pick<FittedPart, 'name' | 'artefact'>[],
  workshops: Workshops,
): Promise<ReadonlyMap<RecommenderName, Recommender>> {
  const read = new Map<RecommenderName, Recommender>();
  try {
    for (const { name, artefact } of parts)
      read.set(name, await workshopOf(workshops, name).read(artefact));
    return read;
  } catch (error) {
    for (const part of read.values()) part.dispose();
    throw error;
  }
}

function workshopOf(
  workshops: Workshops,
  name: RecommenderName,
): Pick<RecommenderWorkshop, 'read'> {
  const workshop = workshops.get(name);
  if (workshop) return workshop;
  throw new TroveError(
    'MODEL_INCOMPATIBLE',
    `The model has a part of the kind ${name}, which this version of Trove cannot read. Train anew.`,
    { part: name },
  );
}
