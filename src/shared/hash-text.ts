/**
 * A whole number in [0, 2^32) that depends on the text alone: for seeds and stable choices, never for secrets.
 *
 * @see FNV-1a over the UTF-16 units, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
