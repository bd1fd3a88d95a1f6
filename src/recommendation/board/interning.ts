/** Keeps one copy of equal values, so that a hundred thousand products share a few hundred departments. */
export class Interning<Value> {
  private readonly kept = new Map<string, Value>();

  of(value: Value): Value {
    const key = JSON.stringify(value);
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    this.kept.set(key, value);
    return value;
  }
}
