import { DEFAULT_SUGGESTIONS, type SuggestInput } from '../../schema/search/suggest.input';
import type { Deadline } from '../../src/shared/deadline';
import type { SuggestRequest } from '../../src/search/search.types';

export function suggestRequest({ text, first }: SuggestInput, deadline: Deadline): SuggestRequest {
  return { text, first: first ?? DEFAULT_SUGGESTIONS, deadline };
}
