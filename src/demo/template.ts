/** What the names in braces stand for. */
export type Words = ReadonlyMap<string, string>;

const PLACEHOLDER = /\{([^{}]+)\}/g;

/** The names that a template needs. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
}

/**
 * Puts words into a template.
 *
 * @throws RangeError when the template names something that the words do not have.
 */
export function fillTemplate(template: string, words: Words): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string) => {
    const word = words.get(name);
    if (word === undefined) throw new RangeError(`Template "${template}" needs {${name}}`);
    return word;
  });
}
