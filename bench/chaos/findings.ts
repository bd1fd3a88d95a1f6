/** How many of one kind are told in full. */
const TOLD = 5;

/** What is not as it should be. */
export class Findings {
  private readonly byKind = new Map<string, string[]>();
  /** All of them. */
  count = 0;

  add(finding: string): void {
    this.count += 1;
    const kind = kindOf(finding);
    const sofar = this.byKind.get(kind) ?? [];
    sofar.push(finding.slice(0, 600));
    this.byKind.set(kind, sofar);
  }

  /** Some of each kind, and how many there are besides. */
  list(): readonly string[] {
    return [...this.byKind.values()].flatMap((all) => {
      const rest = all.length - TOLD;
      return rest > 0 ? [...all.slice(0, TOLD), `… and ${rest} more like these`] : all;
    });
  }
}

/** Findings that differ in names and numbers only are of one kind. */
function kindOf(finding: string): string {
  return finding.replaceAll(/chaos-\d+|"[^"]*"|[\d.-]+/g, '#').slice(0, 60);
}
