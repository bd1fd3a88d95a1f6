import { JiebaSegmenter } from '../../../src/adapters/segmenter-jieba/jieba-segmenter';

describe('JiebaSegmenter', () => {
  const segmenter = new JiebaSegmenter();

  it('cuts a query into words that together are the text', () => {
    expect(segmenter.cut('无线蓝牙耳机')).toEqual(['无线', '蓝牙', '耳机']);
    expect(segmenter.cut('中国科学院').join('')).toBe('中国科学院');
  });

  it('gives an index the shorter words within a long one as well', () => {
    expect(segmenter.cutForIndex('中国科学院')).toEqual(
      expect.arrayContaining(['中国', '科学', '科学院', '中国科学院']),
    );
  });

  it('keeps names that no dictionary has in one piece', () => {
    expect(segmenter.cut('索尼耳机')).toEqual(['索尼', '耳机']);
    expect(segmenter.cut('华为手机')).toEqual(['华为', '手机']);
  });

  it('leaves blanks out, and has no words for blank text', () => {
    expect(segmenter.cut('手机 耳机')).toEqual(['手机', '耳机']);
    expect(segmenter.cut(' ')).toEqual([]);
    expect(segmenter.cutForIndex('')).toEqual([]);
  });
});
