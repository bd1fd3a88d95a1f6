/** Lays one colour over another: 0 is all `from`, 1 is all `to`. Colours are `#rrggbb`. */
export function mixColours(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((start) => {
    const [a, b] = [from, to].map((colour) => parseInt(colour.slice(start, start + 2), 16));
    const mixed = Math.round((a ?? 0) + ((b ?? 0) - (a ?? 0)) * share);
    return mixed.toString(16).padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
