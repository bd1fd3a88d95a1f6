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
    return new Promise((resolve, reject) => {
      this.pool.dispatch(
        {
          method: method as 'GET',
          path: this.prefix + path + (querystring === '' ? '' : `?${querystring}`),
          headers: { ...this.headers, ...params.headers },
          body,
        },
        gathering(options.signal, resolve, reject),
      );
    });
  }

  /** The path in the address of the cluster, without a slash at the end. */
  private get prefix(): string {
    return this.url.pathname.replace(/\/+$/, '');
  }
}

/** Gathers one answer. */
function gathering(
  signal: AbortSignal | undefined,
  resolve: (answer: Answer) => void,
  reject: (error: Error) => void,
): Handlers {
  const chunks: Buffer[] = [];
  let statusCode = 0;
  let headers: IncomingHttpHeaders = {};
  let onAbort = (): void => undefined;
  return {
    onConnect: (abort) => {
      signal?.removeEventListener('abort', onAbort);
      onAbort = () => {
        abort(new errors.RequestAbortedError('The request was given up.'));
      };
      if (signal?.aborted === true) onAbort();
      else signal?.addEventListener('abort', onAbort);
    },
    onHeaders: (status, raw) => {
      statusCode = status;
      headers = headersOf(raw);
      return true;
    },
    onData: (chunk) => chunks.push(chunk) > 0,
    onComplete: () => {
      signal?.removeEventListener('abort', onAbort);
      resolve({ statusCode, headers, body: Buffer.concat(chunks).toString('utf8') });
    },
    onError: (error) => {
      signal?.removeEventListener('abort', onAbort);
      const isOurs = error instanceof errors.RequestAbortedError;
      reject(isOurs ? error : new errors.ConnectionError(error.message));
    },
  };
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
