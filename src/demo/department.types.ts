import type { ColourName } from './colours';
import type { FactRecipe } from './fact-recipe';
import type { ShapeName } from './picture/shapes';

/** A department of the demo shop: everything that is invented about it, as data. */
export interface Department {
  /** Three capitals; the first part of every SKU. */
  readonly code: string;
  /** The root of its category paths. */
  readonly name: string;
  readonly locale: 'en' | 'zh-CN';
  readonly palette: Palette;
  /** Invented, from the cheapest to the dearest. */
  readonly brands: readonly string[];
  /** Names of series; every brand may use each. */
  readonly lines: readonly string[];
  /** The attribute that holds the colour, and the usual colours. */
  readonly colours: { readonly key: string; readonly names: readonly ColourName[] };
  /** Title of a product, as a template; a kind may have its own. */
  readonly title: string;
  /** Facts that every product of the department has. */
  readonly facts: readonly FactRecipe[];
  /** First and last sentences of descriptions, as templates. */
  readonly openings: readonly Sentence[];
  readonly closings: readonly Sentence[];
  readonly kinds: readonly ProductKind[];
}

/** Three colours of the pictures of a department, as `#rrggbb`. */
export interface Palette {
  /** Upper and lower end of the background. */
  readonly light: string;
  readonly deep: string;
  /** Of a product that has no colour of its own. */
  readonly main: string;
}

/**
 * One kind of thing that a department sells.
 *
 * Templates name what they need in braces: `{brand}`, `{line}`, `{model}`, `{name}`, `{noun}`, or the key of a fact.
 */
export interface ProductKind {
  /** Three capitals, unique within the department; the second part of the SKU. */
  readonly code: string;
  /** As in a title: `Over-Ear Headphones`. */
  readonly name: string;
  /** As in a sentence, with its article: `a pair of over-ear headphones`. */
  readonly noun: string;
  /** What shoppers type when they look for it. */
  readonly queries: readonly string[];
  /** Below the department. */
  readonly category: readonly string[];
  readonly shape: ShapeName;
  /** Median price in EUR. */
  readonly typicalPrice: number;
  /** Its own title template, when the department's does not suit. */
  readonly title?: string;
  /** Its own colours; none means that colour is no property of it. */
  readonly colours?: readonly ColourName[];
  readonly facts: readonly FactRecipe[];
  readonly sentences: readonly Sentence[];
  /** Codes of kinds, in this department, that are bought with it. */
  readonly goesWith?: readonly string[];
}

/** A template, or one that is true only of products whose boolean fact `when` is true. */
export type Sentence = string | { readonly when: string; readonly text: string };
