import { codeForms, foldCode, looksLikeCode } from '../../../../src/search/analysis/fold-code';

describe('foldCode', () => {
  it('keeps letters and digits, in lower case', () => {
    expect(foldCode(' DV7-1211EA ')).toBe('dv71211ea');
    expect(foldCode('006R 90321')).toBe('006r90321');
  });

  it('is empty for punctuation', () => {
    expect(foldCode('--- / #')).toBe('');
  });
});

describe('looksLikeCode', () => {
  it.each(['DV7-1211EA', '006R90321', '4960999668543', '12345670'])('is true for %s', (text) => {
    expect(looksLikeCode(text)).toBe(true);
  });

  it.each(['headphones', '4k', 'mp3', '', '2024年新款手机', 'x'.repeat(40) + '1'])(
    'is false for "%s"',
    (text) => {
      expect(looksLikeCode(text)).toBe(false);
    },
  );
});

describe('codeForms', () => {
  it('pads and trims an article number to the other lengths of the same number', () => {
    expect(codeForms('036000291452')).toEqual(['036000291452', '0036000291452', '00036000291452']);
    expect(codeForms('0036000291452')).toEqual(['0036000291452', '036000291452', '00036000291452']);
    expect(codeForms('4960999668543')).toEqual(['4960999668543', '04960999668543']);
  });

  it('leaves other codes as they are', () => {
    expect(codeForms('DV7-1211EA')).toEqual(['dv71211ea']);
    expect(codeForms('12345670')).toEqual(['12345670']);
  });
});
