/** Elements within a line: taking their tags away joins what stands on both sides. */
const INLINE = setOf(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span strike',
  'strong sub sup time tt u var wbr',
);

/** All others: their tags leave a blank. */
const BREAKING = setOf(
  'address area article aside audio base blockquote body br button canvas caption center col colgroup datalist dd',
  'details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head',
  'header hgroup hr html iframe img image input label legend li link main map marquee menu meta meter nav nobr noframes',
  'noscript object ol optgroup option output p param picture pre progress script section select slot source style',
  'summary svg table tbody td template textarea tfoot th thead title tr track ul video',
  // Word processors leave these.
  'o:p st1:place',
);

function setOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

/** What stands in place of a tag: nothing, a blank, or null when HTML has no such tag. `name` in any case. */
export function standInOf(name: string): '' | ' ' | null {
  const lower = name.toLowerCase();
  if (INLINE.has(lower)) return '';
  return BREAKING.has(lower) ? ' ' : null;
}
