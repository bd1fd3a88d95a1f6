import { Agent, request } from 'node:http';

/** Posts JSON over connections that stay open. @throws Error for any status but 200, and for GraphQL errors. */
export class KeepAliveClient {
  private readonly agent = new Agent({ keepAlive: true });

  post(url: string, body: string): Promise<string> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent: this.agent, method: 'POST', headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const isFine = response.statusCode === 200 && !text.startsWith('{"errors"');
          if (isFine) resolve(text);
          else reject(new Error(`${url}: ${String(response.statusCode)} ${text.slice(0, 500)}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
