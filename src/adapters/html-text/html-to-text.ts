import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { standInOf } from './html-tags';

const HTML = { xmlMode: false, decodeEntities: false };
const REFERENCES_ONLY = { xmlMode: false, decodeEntities: true };

/** `<` that can begin neither tag nor comment. */
const LITERAL_LESS_THAN = /<(?![a-z]|\/[a-z]|!--|!doctype|!\[CDATA\[|\?xml)/gi;

/** `&` that begins no complete character reference: `AT&T`, and `&copy` without its semicolon. */
const LITERAL_AMPERSAND = /&(?!#\d+;|#x[\da-f]+;|[a-z][a-z\d]*;)/gi;

const ignore = (): void => undefined;

const ignoreAll: TokenizerCallbacks = {
  onattribdata: ignore,
  onattribentity: ignore,
  onattribend: ignore,
  onattribname: ignore,
  oncdata: ignore,
  onclosetag: ignore,
  oncomment: ignore,
  ondeclaration: ignore,
  onend: ignore,
  onopentagend: ignore,
  onopentagname: ignore,
  onprocessinginstruction: ignore,
  onselfclosingtag: ignore,
  ontext: ignore,
  ontextentity: ignore,
};

/**
 * `PlainTextOf` by the tokenizer of htmlparser2. Its parser is not needed, and its stack of open elements would make a
 * text of nothing but `<b>` take quadratic time. Tags that HTML does not know are no markup: `Map<String>` stays whole.
 */
export function htmlToText(markup: string): string {
  const text = markup.includes('<') ? new TagRemover(markup).text() : markup;
  return text.includes('&') ? decoded(text) : text;
}

/** Walks over one text and keeps what lies between the tags. */
class TagRemover {
  private readonly source: string;
  private readonly seen: string[] = [];
  /** Everything before it is dealt with. */
  private cursor = 0;
  private openTag = '';
  /** The element whose content nobody sees, while in it. */
  private hiddenBy: string | null = null;

  constructor(markup: string) {
    this.source = markup.replaceAll(LITERAL_LESS_THAN, '&lt;');
  }

  text(): string {
    const tokenizer = new Tokenizer(HTML, this.callbacks());
    tokenizer.write(this.source);
    tokenizer.end();
    // What is left began like a tag and never ended, as in `size <b`.
    if (this.hiddenBy === null) this.seen.push(this.source.slice(this.cursor));
    return this.seen.join('');
  }

  private callbacks(): TokenizerCallbacks {
    return {
      ...ignoreAll,
      ontext: (start, end) => {
        this.keep(this.source.slice(start, end), end);
      },
      oncdata: (start, end, offset) => {
        this.keep(this.source.slice(start, end - offset), end + 1);
      },
      oncomment: (_start, end) => {
        this.keep(' ', end + 1);
      },
      ondeclaration: (_start, end) => {
        this.keep(' ', end + 1);
      },
      onprocessinginstruction: (_start, end) => {
        this.keep(' ', end + 1);
      },
      onopentagname: (start, end) => {
        this.openTag = this.source.slice(start, end);
      },
      onopentagend: (end) => {
        this.enter(end);
      },
      onselfclosingtag: (end) => {
        this.enter(end);
      },
      onclosetag: (start, end) => {
        this.leave(this.source.slice(start, end), end);
      },
    };
  }

  private enter(end: number): void {
    this.passTag(this.openTag, end + 1);
    const name = this.openTag.toLowerCase();
    if (name === 'script' || name === 'style') this.hiddenBy ??= name;
  }

  private leave(name: string, nameEnd: number): void {
    if (this.hiddenBy === name.toLowerCase()) this.hiddenBy = null;
    const bracket = this.source.indexOf('>', nameEnd);
    if (bracket >= 0) this.passTag(name, bracket + 1);
  }

  private passTag(name: string, end: number): void {
    this.keep(standInOf(name) ?? this.source.slice(this.cursor, end), end);
  }

  private keep(text: string, end: number): void {
    if (this.hiddenBy === null) this.seen.push(text);
    this.cursor = end;
  }
}

/** Decodes character references; every other `<` and `&` is made literal first, so that the tokenizer sees text only. */
function decoded(text: string): string {
  const source = text.replaceAll(LITERAL_AMPERSAND, '&amp;').replaceAll('<', '&lt;');
  const parts: string[] = [];
  const tokenizer = new Tokenizer(REFERENCES_ONLY, {
    ...ignoreAll,
    ontext: (start, end) => void parts.push(source.slice(start, end)),
    ontextentity: (codePoint) => void parts.push(String.fromCodePoint(codePoint)),
  });
  tokenizer.write(source);
  tokenizer.end();
  return parts.join('');
}
