import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a server looks like from outside: as it is; there but silent; gone. */
type Mood = 'PASS' | 'STALL' | 'REFUSE';

/** Stands before a real server and does to its clients what failing machines do. */
export class UnrulyProxy {
  private mood: Mood = 'PASS';
  private readonly sockets = new Set<Socket>();
  /** Connections that were taken since the start. */
  connections = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  /** @param url of the server behind it */
  static async before(url: string): Promise<UnrulyProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new UnrulyProxy(server, new URL(url));
    server.on('connection', (client) => {
      proxy.take(client);
    });
    return proxy;
  }

  /** The address of the server, by way of the proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
    return url.href;
  }

  /** All is well again; connections that were held up go on. */
  pass(): void {
    this.mood = 'PASS';
    for (const socket of this.sockets) socket.resume();
  }

  /** Connections are taken and kept, and nothing goes through them. */
  stall(): void {
    this.mood = 'STALL';
    for (const socket of this.sockets) socket.pause();
  }

  /** Breaks every connection; new ones are taken as before. */
  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Breaks every connection, and new ones at once: as if the server had been killed. */
  refuse(): void {
    this.mood = 'REFUSE';
    this.cut();
  }

  async close(): Promise<void> {
    this.refuse();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(client: Socket): void {
    this.connections += 1;
    if (this.mood === 'REFUSE') {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(Number(this.target.port), this.target.hostname);
    this.join(client, upstream);
    this.join(upstream, client);
    if (this.mood === 'STALL') this.stall();
  }

  /** Not `pipe`, which would undo a pause whenever the other side has room. */
  private join(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }
}
