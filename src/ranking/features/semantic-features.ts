import type { MeasuredFeature } from './evidence.types';
import { alike, saying } from './in-words';

const group = 'SEMANTIC';

/** What vectors say. All but the place are cosines, -1 to 1. */
export const SEMANTIC_FEATURES: readonly MeasuredFeature[] = [
  {
    name: 'catalogue_to_query',
    group,
    meaning: "Cosine to the query, by the catalogue's own encoder.",
    of: ({ semantic }) => semantic.catalogueToQuery,
    inWords: alike('Is about what was typed, by the words that keep company in this shop'),
  },
  {
    name: 'catalogue_to_named',
    group,
    meaning:
      "Cosine to the mean of candidates whose titles hold all words, by the catalogue's own encoder.",
    of: ({ semantic }) => semantic.catalogueToNamed,
    inWords: alike('Is described like products whose titles hold every word'),
  },
  {
    name: 'sentence_to_query',
    group,
    meaning: 'Cosine to the query, by the pretrained encoder.',
    of: ({ semantic }) => semantic.sentenceToQuery,
    inWords: alike('Means what was typed, by the pretrained encoder'),
  },
  {
    name: 'sentence_to_named',
    group,
    meaning:
      'Cosine to the mean of candidates whose titles hold all words, by the pretrained encoder.',
    of: ({ semantic }) => semantic.sentenceToNamed,
    inWords: alike('Means the same as products whose titles hold every word'),
  },
  {
    name: 'type_to_named',
    group,
    meaning: 'Cosine of its type to the mean type of candidates whose titles hold all words.',
    of: ({ semantic }) => semantic.typeToNamed,
    inWords: alike('Is the kind of thing that the words name'),
  },
  {
    name: 'type_to_best',
    group,
    meaning: 'Cosine of its type to the mean type of the first by keyword search.',
    of: ({ semantic }) => semantic.typeToBest,
    inWords: alike('Is the kind of thing that keyword search finds first'),
  },
  {
    name: 'type_to_neighbours',
    group,
    meaning: 'Cosine of its type to the mean type of the nearest neighbours of the query.',
    of: ({ semantic }) => semantic.typeToNeighbours,
    inWords: alike('Is the kind of thing that means what was typed'),
  },
  {
    name: 'neighbour_place',
    group,
    meaning:
      'Place among the nearest vectors: 10 / (10 + neighbours before it), 0 for no neighbour.',
    of: ({ semantic }) => semantic.neighbourPlace,
    inWords: saying(
      (value) =>
        value > 0
          ? `Number ${Math.round(10 / value - 9)} among the products nearest in meaning.`
          : 'Not among the products nearest in meaning.',
      'Nobody looked for products near in meaning.',
    ),
  },
];
