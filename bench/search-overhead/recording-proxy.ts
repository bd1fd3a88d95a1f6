import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Stands before Elasticsearch and notes the searches that pass. */
export class RecordingProxy {
  private bodies: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(target: string): Promise<RecordingProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const proxy = new RecordingProxy(server, `http://127.0.0.1:${port}`);
    server.on('request', (incoming, response) => {
      void readAll(incoming).then((body) => {
        proxy.note(incoming.url ?? '', body);
        const { method, headers } = incoming;
        const onward = request(`${target}${incoming.url ?? ''}`, { method, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        });
        onward.on('error', () => response.destroy());
        onward.end(body);
      });
    });
    return proxy;
  }

  /** The bodies of the searches since the last call. */
  taken(): readonly string[] {
    const { bodies } = this;
    this.bodies = [];
    return bodies;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private note(path: string, body: string): void {
    if (/\/_search(\?|$)/.test(path)) this.bodies.push(body);
  }
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
