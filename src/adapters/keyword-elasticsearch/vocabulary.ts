import type { Client } from '@elastic/elasticsearch';
import { WordList } from '../../search/matching/word-list';
import type { ElasticsearchConnection } from './elasticsearch-connection';

/** The most that Elasticsearch gives at a time. */
const WORDS_AT_A_TIME = 10_000;

/** A page is read from the dictionary of the index, without a look at any product; a second is plenty. */
const PAGE_MS = 10_000;

/**
 * Reads all words of the catalogue. Elasticsearch could look for similar words by itself, but its suggester does not find a word
 * that differs by two edits of which one is on the first letter.
 */
export async function readWords(
  connection: ElasticsearchConnection,
  index: string,
): Promise<WordList> {
  const words = new WordList();
  let last: string | undefined;
  do {
    const request: Parameters<Client['termsEnum']>[0] = {
      index,
      field: 'words',
      size: WORDS_AT_A_TIME,
      ...(last !== undefined && { search_after: last }),
    };
    const { terms } = await connection.ask(
      (client, options) => client.termsEnum(request, options),
      { usualMs: PAGE_MS },
    );
    for (const word of terms) words.add(word);
    last = terms.at(-1);
  } while (last !== undefined);
  return words;
}
