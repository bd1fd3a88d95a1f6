import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';
import type { ChineseSegmenter } from '../../search/analysis/chinese-segmenter.port';

/** Lets the model guess words that the dictionary lacks, such as names. */
const GUESS_UNKNOWN_WORDS = true;

/**
 * Cuts Chinese with jieba: dictionary, most probable path, hidden Markov model for unknown words.
 *
 * Building the dictionary takes 0.2 to 1 second and about 100 MB, so it waits for the first Chinese text: a shop without Chinese
 * never pays for it.
 */
export class JiebaSegmenter implements ChineseSegmenter {
  private built: Jieba | null = null;

  cutForIndex(text: string): readonly string[] {
    return this.jieba().cutForSearch(text, GUESS_UNKNOWN_WORDS).filter(isNotBlank);
  }

  cut(text: string): readonly string[] {
    return this.jieba().cut(text, GUESS_UNKNOWN_WORDS).filter(isNotBlank);
  }

  private jieba(): Jieba {
    this.built ??= Jieba.withDict(dict);
    return this.built;
  }
}

function isNotBlank(word: string): boolean {
  return word.trim() !== '';
}
