/** Counts products of a page by department, so that none has more than its share. What has no department is never too many. */
export class DepartmentQuota {
  private readonly counts = new Map<string, number>();

  /** @param cap at least 1; null for any number. */
  constructor(private readonly cap: number | null) {}

  hasRoomFor(departments: readonly string[]): boolean {
    const { cap } = this;
    return cap === null || departments.every((one) => (this.counts.get(one) ?? 0) < cap);
  }

  take(departments: readonly string[]): void {
    if (this.cap === null) return;
    for (const one of departments) this.counts.set(one, (this.counts.get(one) ?? 0) + 1);
  }
}
