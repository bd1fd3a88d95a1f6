import type { MeasuredFeature } from './evidence.types';
import { saying, sharing, whether } from './in-words';

const group = 'LEXICAL';

/** How the words fit. */
export const LEXICAL_FEATURES: readonly MeasuredFeature[] = [
  {
    name: 'keyword_place',
    group,
    meaning: 'Place by keyword search: 10 / (10 + candidates before it), 0 to 1.',
    of: ({ keyword }) => keyword.place,
    inWords: saying(
      (value) => `Number ${Math.round(10 / value - 9)} by keyword search.`,
      'Not found by keyword search.',
    ),
  },
  {
    name: 'keyword_score',
    group,
    meaning: 'Score of keyword search over that of the best candidate, 0 to 1.',
    of: ({ keyword }) => keyword.score,
    inWords: sharing(
      'Keyword search gives it {} of the best score.',
      'No score by keyword search.',
    ),
  },
  {
    name: 'keyword_tier',
    group,
    meaning: 'Words given up to find it: 0 for none, 5 for five or more.',
    of: ({ keyword }) => keyword.tier,
    inWords: saying(
      (value) => (value === 0 ? 'Holds every word.' : `Found when ${value} words were given up.`),
      'Not known which words it holds.',
    ),
  },
  {
    name: 'title_match',
    group,
    meaning: 'Share of the terms that the title holds, each weighing what it tells, 0 to 1.',
    of: ({ lexical }) => lexical.titleMatch,
    inWords: sharing(
      'Of what was typed, {} stands in the title.',
      'The title holds no word of it.',
    ),
  },
  {
    name: 'head_match',
    group,
    meaning: 'The same in title or description before "for", "with" and the like, 0 to 1.',
    of: ({ lexical }) => lexical.headMatch,
    inWords: sharing(
      'Of what was typed, {} says what the product is.',
      'What was typed does not say what the product is, at most what it goes with.',
    ),
  },
  {
    name: 'last_term_in_head',
    group,
    meaning: '1 when the last term stands in the title before "for", "with" and the like.',
    of: ({ lexical }) => lexical.lastInHead,
    inWords: whether(
      'The last word typed says what the product is.',
      'The last word typed does not say what the product is.',
    ),
  },
  {
    name: 'brand_match',
    group,
    meaning: 'Share of the terms that the brand holds, each weighing what it tells, 0 to 1.',
    of: ({ lexical }) => lexical.brandMatch,
    inWords: sharing('Of what was typed, {} is its brand.', 'The brand was not typed.'),
  },
  {
    name: 'categories_match',
    group,
    meaning:
      'Share of the terms that the category names hold, each weighing what it tells, 0 to 1.',
    of: ({ lexical }) => lexical.categoriesMatch,
    inWords: sharing(
      'Of what was typed, {} names its departments.',
      'Its departments hold no word of what was typed.',
    ),
  },
  {
    name: 'description_match',
    group,
    meaning: 'Share of the terms that the description holds, each weighing what it tells, 0 to 1.',
    of: ({ lexical }) => lexical.descriptionMatch,
    inWords: sharing(
      'Of what was typed, {} stands in the description.',
      'The description holds no word of what was typed.',
    ),
  },
  {
    name: 'attributes_match',
    group,
    meaning: 'Share of the terms that its attributes hold, each weighing what it tells, 0 to 1.',
    of: ({ lexical }) => lexical.attributesMatch,
    inWords: sharing(
      'Of what was typed, {} is among its attributes.',
      'Its attributes hold no word of what was typed.',
    ),
  },
  {
    name: 'any_match',
    group,
    meaning: 'Share of the terms that any field holds, each weighing what it tells, 0 to 1.',
    of: ({ lexical }) => lexical.anyMatch,
    inWords: sharing('It holds {} of what was typed.', 'It holds no word of what was typed.'),
  },
  {
    name: 'title_holds_all',
    group,
    meaning: '1 when the title holds every term.',
    of: ({ lexical }) => lexical.titleHoldsAll,
    inWords: whether(
      'All words of the query stand in the title.',
      'Not all words of the query stand in the title.',
    ),
  },
  {
    name: 'title_score',
    group,
    meaning: 'BM25 of the title with usual lengths, over the weights of the terms, 0 to 2.2.',
    of: ({ lexical }) => lexical.titleScore,
    inWords: saying(
      (value) => `The title speaks of it for its length: ${value.toFixed(2)} of 2.2.`,
      'The title is not known.',
    ),
  },
  {
    name: 'description_score',
    group,
    meaning: 'BM25 of the description with usual lengths, over the weights of the terms, 0 to 2.2.',
    of: ({ lexical }) => lexical.descriptionScore,
    inWords: saying(
      (value) => `The description speaks of it for its length: ${value.toFixed(2)} of 2.2.`,
      'The description is not known.',
    ),
  },
  {
    name: 'title_phrase',
    group,
    meaning: '1 when the title holds the words next to each other, as typed.',
    of: ({ lexical }) => lexical.titlePhrase,
    inWords: whether(
      'The title holds the very phrase that was typed.',
      'The title does not hold the phrase that was typed.',
    ),
  },
  {
    name: 'description_phrase',
    group,
    meaning: '1 when the description holds the words next to each other, as typed.',
    of: ({ lexical }) => lexical.descriptionPhrase,
    inWords: whether(
      'The description holds the very phrase that was typed.',
      'The description does not hold the phrase that was typed.',
    ),
  },
  {
    name: 'title_density',
    group,
    meaning: "Share of the title's words that were typed, 0 to 1.",
    of: ({ lexical }) => lexical.titleDensity,
    inWords: sharing('Of the title, {} is what was typed.', 'No word of the title was typed.'),
  },
  {
    name: 'title_first',
    group,
    meaning: 'Earliest word of the query in the title: 1 / (1 + words before it), 0 for none.',
    of: ({ lexical }) => lexical.titleFirst,
    inWords: placed('The first word of the query is number {} of the title.'),
  },
  {
    name: 'title_last',
    group,
    meaning:
      'Last term of the query in the title: 1 / (1 + words before it), 0 when it is not there.',
    of: ({ lexical }) => lexical.titleLast,
    inWords: placed('The last word typed is number {} of the title.'),
  },
  {
    name: 'exact_code',
    group,
    meaning: '1 when a model number or article number of the product was typed.',
    of: ({ lexical }) => lexical.exactCode,
    inWords: whether('Its very number was typed.', 'Its number was not typed.'),
  },
];

function placed(what: string) {
  return saying(
    (value) =>
      value > 0
        ? what.replace('{}', String(Math.round(1 / value)))
        : 'The title holds no such word.',
    'The title is not known.',
  );
}
