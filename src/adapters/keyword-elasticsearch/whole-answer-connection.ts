import type { IncomingHttpHeaders } from 'node:http';
import {
  errors,
  UndiciConnection,
  type ConnectionRequestOptions as Options,
  type ConnectionRequestOptionsAsStream as StreamOptions,
  type ConnectionRequestParams as Params,
  type ConnectionRequestResponse as Answer,
  type ConnectionRequestResponseAsStream as StreamAnswer,
} from '@elastic/elasticsearch';

type Handlers = Parameters<UndiciConnection['pool']['dispatch']>[1];

/** Answer and status as they came. */
export interface WholeAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the client would send along with a body, so that a server of the next version speaks as one of this. */
const JSON_TYPE = 'application/vnd.elasticsearch+json; compatible-with=8';
const JSON_HEADERS = { 'content-type': JSON_TYPE, accept: JSON_TYPE };

/**
 * The client's own connection, except that an answer is gathered as it comes. The client makes a stream of it, and an iterator of the stream:
 * for an answer of some kilobytes, that costs a good part of the request.
 */
export class WholeAnswerConnection extends UndiciConnection {
  override request(params: Params, options: Options): Promise<Answer>;
  override request(params: Params, options: StreamOptions): Promise<StreamAnswer>;
  override request(params: Params, options: Options): Promise<Answer | StreamAnswer> {
    const { body = null, method, path, querystring = '' } = params;
    const isWhole = body === null || typeof body === 'string';
    if (!isWhole || 'asStream' in options) return super.request(params, options);
    const { signal } = options;
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(resolve, reject);
      const giveUp = (): void => {
        exchange.giveUp();
      };
      signal?.addEventListener('abort', giveUp);
      exchange.whenOver = () => signal?.removeEventListener('abort', giveUp);
      this.pool.dispatch(
        {
          method: method as 'GET',
          path: this.prefix + path + (querystring === '' ? '' : `?${querystring}`),
          headers: { ...this.headers, ...params.headers },
          body,
        },
        exchange,
      );
      if (signal?.aborted === true) giveUp();
    });
  }

  /**
   * Posts a JSON text.
   *
   * @throws errors.RequestAbortedError when there is no answer within the time; errors.ConnectionError
   */
  post(path: string, json: string, patienceMs: number): Promise<WholeAnswer> {
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(resolve, reject);
      const timer = setTimeout(() => {
        exchange.giveUp();
      }, patienceMs);
      exchange.whenOver = () => {
        clearTimeout(timer);
      };
      this.pool.dispatch(
        {
          method: 'POST',
          path: this.prefix + path,
          headers: { ...this.headers, ...JSON_HEADERS },
          body: json,
        },
        exchange,
      );
    });
  }

  /** The path in the address of the cluster, without a slash at the end. */
  private get prefix(): string {
    const { pathname } = this.url;
    return pathname === '/' ? '' : pathname.replace(/\/+$/, '');
  }
}

/** Who waits for an answer. */
interface Waiting {
  readonly resolve: (answer: WholeAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One question and the gathering of its answer. The pool keeps what was asked for a while after the answer: all that hangs on it is let go
 * at the end, or it would grow old enough to cost a large garbage collection.
 */
class Exchange implements Handlers {
  whenOver: (() => void) | null = null;

  private waiting: Waiting | null;
  private chunks: Buffer[] = [];
  private statusCode = 0;
  private headers: IncomingHttpHeaders = {};
  private abort: ((error: Error) => void) | null = null;

  constructor(resolve: Waiting['resolve'], reject: Waiting['reject']) {
    this.waiting = { resolve, reject };
  }

  /** Whoever asked is told at once, even while there is no connection yet. */
  giveUp(): void {
    const { abort } = this;
    this.end()?.reject(givenUp());
    abort?.(givenUp());
  }

  onConnect(abort: (error?: Error) => void): void {
    if (this.waiting) this.abort = abort;
    else abort(givenUp());
  }

  onHeaders(status: number, raw: readonly Buffer[]): boolean {
    this.statusCode = status;
    this.headers = headersOf(raw);
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    const { statusCode, headers, chunks } = this;
    const [only] = chunks;
    const whole = only && chunks.length === 1 ? only : Buffer.concat(chunks);
    this.end()?.resolve({ statusCode, headers, body: whole.toString('utf8') });
  }

  onError(error: Error): void {
    this.end()?.reject(new errors.ConnectionError(error.message));
  }

  /** Null when it was over before. */
  private end(): Waiting | null {
    const { waiting, whenOver } = this;
    whenOver?.();
    this.waiting = this.whenOver = this.abort = null;
    this.chunks = [];
    this.headers = {};
    return waiting;
  }
}

function givenUp(): Error {
  return new errors.RequestAbortedError('The request was given up.');
}

/** @param raw names and values in turns */
function headersOf(raw: readonly Buffer[]): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (let place = 0; place + 1 < raw.length; place += 2) {
    const name = String(raw[place]?.toString('latin1')).toLowerCase();
    headers[name] = raw[place + 1]?.toString('latin1');
  }
  return headers;
}
