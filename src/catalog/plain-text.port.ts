/**
 * Reads a text as HTML and returns what a person would see: known tags are gone (those that break lines leave a blank),
 * scripts and comments are gone, character references are decoded. What only looks like markup, such as `cable <3m`, stays.
 * The result is never longer than the input. Never throws.
 */
export type PlainTextOf = (markup: string) => string;
