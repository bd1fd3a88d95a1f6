import { FieldMatch, NOWHERE } from './field-match';
import { FIELDS, type ProductFacts } from './product-facts';
import type { QueryStems } from './query-stems';

/**
 * How the words of a product fit those of the query. A match is the share of the query's terms that the field holds, each term
 * weighing what it tells: 0 none, 1 all; NaN for a query without terms.
 */
export interface LexicalEvidence {
  readonly titleMatch: number;
  readonly headMatch: number;
  readonly lastInHead: number;
  readonly brandMatch: number;
  readonly categoriesMatch: number;
  readonly descriptionMatch: number;
  readonly attributesMatch: number;
  /** In any field. */
  readonly anyMatch: number;
  /** 1 when the title holds every term. */
  readonly titleHoldsAll: number;
  /** How often, with diminishing returns, for the length of the text: 0 to 2.2. */
  readonly titleScore: number;
  readonly descriptionScore: number;
  readonly titlePhrase: number;
  readonly descriptionPhrase: number;
  /** Share of the title's words that are of the query. */
  readonly titleDensity: number;
  /** 1 / (1 + words before it) for the first word of the query in the title, and for the last term; 0 when it is not there. */
  readonly titleFirst: number;
  readonly titleLast: number;
  /** 1 when an identifier of the product was typed. */
  readonly exactCode: number;
}

/** Of BM25: how soon repetition stops counting, and how much length does. */
const K1 = 1.2;
const B = 0.75;

/** Usual numbers of words: titles and descriptions of shops differ less among each other than from this. */
const USUAL_TITLE = 12;
const USUAL_DESCRIPTION = 40;

const TITLE = FIELDS.indexOf('title');
const BRAND = FIELDS.indexOf('brand');
const CATEGORIES = FIELDS.indexOf('categories');
const DESCRIPTION = FIELDS.indexOf('description');
const ATTRIBUTES = FIELDS.indexOf('attributes');

const bit = (field: number): number => 1 << field;
const ANY = bit(FIELDS.length) - 1;

const NOTHING = new Int32Array();

/** What one field had to say, kept while the others are looked at. */
interface TextMatch {
  readonly score: number;
  readonly phrase: number;
  readonly density: number;
  readonly first: number;
  readonly last: number;
}

const NO_MATCH: TextMatch = { score: 0, phrase: 0, density: 0, first: 0, last: 0 };

/** Compares products with one query. Keeps its working memory from product to product: one for each query. */
export class LexicalComparison {
  private readonly field: FieldMatch;
  /** By term, the fields that hold it, as bits. */
  private readonly held: Int32Array;
  /** By term, whether it stands in the head of title or description. */
  private readonly inHead: Int32Array;
  private lastInHead = 0;

  constructor(private readonly query: QueryStems) {
    this.field = new FieldMatch(query);
    this.held = new Int32Array(query.terms.length);
    this.inHead = new Int32Array(query.terms.length);
  }

  compare(facts: ProductFacts): LexicalEvidence {
    this.held.fill(0);
    this.inHead.fill(0);
    this.lastInHead = 0;
    const { fields } = facts;
    const title = this.lookAtText(facts, TITLE, USUAL_TITLE);
    const description = this.lookAtText(facts, DESCRIPTION, USUAL_DESCRIPTION);
    for (let field = 0; field < fields.length; field += 1)
      if (field !== TITLE && field !== DESCRIPTION) this.note(fields[field] ?? NOTHING, field);
    return {
      titleMatch: this.share(this.held, bit(TITLE)),
      headMatch: this.share(this.inHead, 1),
      lastInHead: this.lastInHead,
      brandMatch: this.share(this.held, bit(BRAND)),
      categoriesMatch: this.share(this.held, bit(CATEGORIES)),
      descriptionMatch: this.share(this.held, bit(DESCRIPTION)),
      attributesMatch: this.share(this.held, bit(ATTRIBUTES)),
      anyMatch: this.share(this.held, ANY),
      titleHoldsAll: this.held.every((held) => (held & bit(TITLE)) !== 0) ? 1 : 0,
      titleScore: title.score,
      descriptionScore: description.score,
      titlePhrase: title.phrase,
      descriptionPhrase: description.phrase,
      titleDensity: title.density,
      titleFirst: title.first,
      titleLast: title.last,
      exactCode: this.isCodeOf(facts) ? 1 : 0,
    };
  }

  private isCodeOf({ codes }: ProductFacts): boolean {
    const typed = this.query.codes;
    return typed.size > 0 && codes.some((code) => typed.has(code));
  }

  private lookAtText(facts: ProductFacts, field: number, usual: number): TextMatch {
    const stems = facts.fields[field] ?? NOTHING;
    if (!this.note(stems, field)) return NO_MATCH;
    const { places } = this.field;
    const isTitle = field === TITLE;
    const head = isTitle ? facts.titleHead : facts.descriptionHead;
    this.noteHead(head);
    const last = places[places.length - 1] ?? NOWHERE;
    if (isTitle && last !== NOWHERE && last < head) this.lastInHead = 1;
    return {
      score: this.scoreOf(stems.length / usual),
      phrase: this.field.holdsPhrase(stems) ? 1 : 0,
      density: this.field.words / stems.length,
      first: nearness(earliest(places)),
      last: nearness(last),
    };
  }

  private note(stems: Int32Array, field: number): boolean {
    if (!this.field.look(stems)) return false;
    const { frequencies } = this.field;
    for (let term = 0; term < frequencies.length; term += 1)
      if ((frequencies[term] ?? 0) > 0) this.held[term] = (this.held[term] ?? 0) | bit(field);
    return true;
  }

  private noteHead(head: number): void {
    const { places } = this.field;
    for (let term = 0; term < places.length; term += 1) {
      const place = places[term] ?? NOWHERE;
      if (place !== NOWHERE && place < head) this.inHead[term] = 1;
    }
  }

  /** @param length of the text, 1 for a usual one. */
  private scoreOf(length: number): number {
    const { weights, totalWeight } = this.query;
    const damping = K1 * (1 - B + B * length);
    let sum = 0;
    for (let term = 0; term < weights.length; term += 1) {
      const frequency = this.field.frequencies[term] ?? 0;
      sum += ((weights[term] ?? 0) * frequency * (K1 + 1)) / (frequency + damping);
    }
    return sum / totalWeight;
  }

  /** Share of the terms that have any of the bits, each weighing what it tells. */
  private share(byTerm: Int32Array, bits: number): number {
    const { weights, totalWeight } = this.query;
    let held = 0;
    for (let term = 0; term < weights.length; term += 1)
      if (((byTerm[term] ?? 0) & bits) !== 0) held += weights[term] ?? 0;
    return held / totalWeight;
  }
}

function earliest(places: Int32Array): number {
  let first = NOWHERE;
  for (const place of places)
    if (place !== NOWHERE && (first === NOWHERE || place < first)) first = place;
  return first;
}

function nearness(place: number): number {
  return place === NOWHERE ? 0 : 1 / (1 + place);
}
