import { RememberedVectors } from '../../../../src/search/semantic/remembered-vectors';

describe('remembered vectors', () => {
  it('forget the text that nobody asked for the longest', async () => {
    const made: string[] = [];
    const vectors = new RememberedVectors(2);
    const ask = (text: string) =>
      vectors.of(text, async () => {
        made.push(text);
        return Float32Array.of(1);
      });

    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(text);

    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });
});
