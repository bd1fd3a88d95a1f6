/** Says a value, or that there is none. */
export type InWords = (value: number | null) => string;

export function saying(known: (value: number) => string, unknown: string): InWords {
  return (value) => (value === null ? unknown : known(value));
}

/** 0.666 as "67 %". */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** For flags: anything above a half is yes. */
export function whether(yes: string, no: string): InWords {
  return saying((value) => (value > 0.5 ? yes : no), no);
}

/** @param what such as "Of what was typed, {} stands in the title." */
export function sharing(what: string, none: string): InWords {
  return saying((value) => (value > 0 ? what.replace('{}', percent(value)) : none), none);
}

/** A cosine. */
export function alike(what: string): InWords {
  return saying(
    (value) => `${what}: ${strengthOf(value)} (${value.toFixed(2)}).`,
    `${what}: not known.`,
  );
}

function strengthOf(cosine: number): string {
  if (cosine >= 0.75) return 'very much';
  if (cosine >= 0.4) return 'much';
  return cosine >= 0.15 ? 'a little' : 'hardly';
}
