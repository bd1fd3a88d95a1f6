import fc from 'fast-check';
import { htmlToText } from '../../../../src/adapters/html-text/html-to-text';
import { cleanCode, cleanText } from '../../../../src/catalog/cleaning/clean-text';
import { refusalOf } from '../../../support/refusal';

const clean = (text: string) => cleanText(text, 1_000, htmlToText);

/** Text rich in what makes cleaning hard. */
const dirtyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<b>',
        '</p>',
        '<br/>',
        '<',
        '>',
        '&',
        '&amp;',
        '&lt;',
        '&#x37E;',
        'lt;',
        'amp;',
      ),
      fc.constantFrom(
        '\u0000',
        '\uD800',
        '\uDC00',
        '\u200B',
        '\uFEFF',
        '\u037E',
        'e\u0301',
        '\u0338',
      ),
      fc.constantFrom(' ', '\t', '\r\n', '\u00A0', '<!--', '-->', '<script>', '<![CDATA[', ']]>'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('cleanText', () => {
  it.each([
    ['trims and collapses blanks of all kinds', '  a \t\r\n b\u00A0\u3000c ', 'a b c'],
    ['composes to NFC', 'Cafe\u0301', 'Caf\u00E9'],
    ['removes control characters', 'a\u0000b\u0007c\u009F', 'abc'],
    ['removes lone surrogates and keeps pairs', 'a\uD83Db\uDE00 😀', 'ab 😀'],
    [
      'removes zero width spaces, soft hyphens and overrides of direction',
      'a\u200B\u00AD\u202Eb',
      'ab',
    ],
    ['keeps joiners, which emoji need', '👩\u200D💻', '👩\u200D💻'],
    ['takes markup out', '<p>Big &amp; <b>bold</b></p><p>new</p>', 'Big & bold new'],
    ['takes markup out that was escaped', '&lt;p&gt;Big&lt;/p&gt;', 'Big'],
    ['takes markup out that a control character hid', '<\u0000b>bold', 'bold'],
    ['keeps what only looks like markup', 'cable <3m, AT&T', 'cable <3m, AT&T'],
    ['leaves nothing of blanks', ' \t ', ''],
  ])('%s', (_fact, dirty, text) => {
    expect(clean(dirty)).toBe(text);
  });

  it('changes nothing about a clean text, and leaves nothing ill-formed, unseen or doubled', () => {
    fc.assert(
      fc.property(dirtyText, (dirty) => {
        const once = clean(dirty);
        expect(clean(once)).toBe(once);
        expect(once).toBe(once.normalize('NFC').trim());
        expect(once.isWellFormed()).toBe(true);
        expect(once).not.toMatch(/\p{Cc}| {2}/u);
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses a text over its limit and says both lengths', () => {
    const refusal = refusalOf(() => cleanText('a'.repeat(1_001), 1_000, htmlToText));
    expect(refusal.code).toBe('TEXT_TOO_LONG');
    expect(refusal.message).toContain('1001 characters; at most 1000');
  });

  it('measures the limit after cleaning', () => {
    expect(cleanText(`<b>${' '.repeat(2_000)}abc</b>`, 3, htmlToText)).toBe('abc');
  });

  it('refuses 10 MB at once, before working on it', () => {
    const started = performance.now();
    expect(refusalOf(() => clean('&amp;'.repeat(2_000_000))).code).toBe('TEXT_TOO_LONG');
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('refuses a text that is escaped over and over', () => {
    const escaped = `&${'amp;'.repeat(20)}lt;b&gt;`;
    expect(refusalOf(() => clean(escaped)).message).toContain('escaped more than 7 times');
  });
});

describe('cleanCode', () => {
  it('lets markup be, for < and & mean themselves in a code', () => {
    expect(cleanCode(' A&amp;B <b>\u0000 ', 100)).toBe('A&amp;B <b>');
  });
});
