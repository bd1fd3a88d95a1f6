/** How many are told in full. */
const TOLD = 20;

/** What is not as it should be. */
export class Findings {
  private readonly told: string[] = [];
  /** All of them. */
  count = 0;

  add(finding: string): void {
    this.count += 1;
    if (this.told.length < TOLD) this.told.push(finding.slice(0, 600));
  }

  /** The first of them, and how many there are besides. */
  list(): readonly string[] {
    const rest = this.count - this.told.length;
    return rest === 0 ? this.told : [...this.told, `… and ${rest} more`];
  }
}
