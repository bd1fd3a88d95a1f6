import { htmlToText } from '../../../src/adapters/html-text/html-to-text';

describe('htmlToText', () => {
  it.each([
    ['cable <3m', 'cable <3m'],
    ['a < b > c', 'a < b > c'],
    ['I </3 you', 'I </3 you'],
    ['wow <! cheap', 'wow <! cheap'],
    ['resistor <R1', 'resistor <R1'],
    ['size <b', 'size <b'],
    ['size </b', 'size </b'],
    ['Map<String, Integer> explained', 'Map<String, Integer> explained'],
    ['AT&T, R&D, &copyright', 'AT&T, R&D, &copyright'],
  ])('keeps %j, which only looks like markup', (markup, text) => {
    expect(htmlToText(markup)).toBe(text);
  });

  it.each([
    ['<b>bo</b>ld', 'bold'],
    ['<p>one</p><p>two</p>', ' one  two '],
    ['one<br />two', 'one two'],
    ['one<!-- not -->two', 'one two'],
    ['a<script>if (a < b) alert("</p>")</script>b', 'a  b'],
    ['a<STYLE>p { color: red }</STYLE>b', 'a  b'],
    ['<a href="x>y">link</a>', 'link'],
    ['<![CDATA[plain]]>', 'plain'],
    ['<o:p></o:p>x', '  x'],
  ])('takes the markup out of %j', (markup, text) => {
    expect(htmlToText(markup)).toBe(text);
  });

  it.each([
    ['caf&eacute; &amp; bar', 'café & bar'],
    ['17&quot; &#169; &#xA9;', '17" © ©'],
    ['&lt;b&gt;', '<b>'],
    ['&nosuch;', '&nosuch;'],
  ])('decodes the references in %j', (markup, text) => {
    expect(htmlToText(markup)).toBe(text);
  });

  it('takes time in proportion to the text, however its tags are nested', () => {
    const started = performance.now();
    expect(htmlToText('<b>'.repeat(330_000))).toBe('');
    // The quadratic way takes minutes.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
