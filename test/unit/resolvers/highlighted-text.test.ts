import fc from 'fast-check';
import { highlightedText, markedText } from '../../../resolvers/output/highlighted-text';

const pieces = fc.array(fc.record({ text: fc.string(), matched: fc.boolean() }));

describe('markedText', () => {
  it('escapes everything but its own marks', () => {
    expect(markedText([{ text: `<b a='1' c="2">&`, matched: true }]).html).toBe(
      '<mark>&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;</mark>',
    );
  });

  it('never lets a bracket of the text through', () => {
    fc.assert(
      fc.property(pieces, (some) => {
        const { html } = markedText(some);
        expect(html.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('highlightedText', () => {
  it('is null when nothing matches', () => {
    expect(highlightedText([])).toBeNull();
    expect(highlightedText([{ text: 'plain', matched: false }])).toBeNull();
  });
});
