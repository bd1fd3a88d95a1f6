import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { runGateway, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';

const ROOT = join(__dirname, '../..');

const STRICT: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'],
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
};

/** What the module of docs/clients.md exports. */
interface DocumentedClient {
  allHits(address: string, text: string): AsyncIterable<Hit>;
  hitChosen(address: string, searchId: string, hit: Hit, sessionId: string): Promise<void>;
}

interface Hit {
  readonly position: number;
  readonly product: { readonly sku: string };
}

function documentedModule(): string {
  const page = readFileSync(join(ROOT, 'docs/clients.md'), 'utf8');
  const [block] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]);
  if (block === undefined) throw new Error('docs/clients.md lost its TypeScript module.');
  return block;
}

function problemsOf(program: ts.Program): readonly string[] {
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('a client generated from schema and operations', () => {
  let folder = '';
  let gateway: RunningGateway;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trove-client-'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    execFileSync('node_modules/.bin/graphql-codegen', ['--config', 'codegen.config.mjs'], {
      cwd: ROOT,
      env: { ...process.env, CLIENT_OUT: join(folder, 'trove') },
      stdio: 'pipe',
    });
    writeFileSync(join(folder, 'client.ts'), documentedModule());
    gateway = await runGateway();
    await importSmallCatalogue(gateway);
  });

  afterAll(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('compiles under strict, with the module of docs/clients.md, and runs', async () => {
    const program = ts.createProgram([join(folder, 'client.ts')], STRICT);
    expect(problemsOf(program)).toEqual([]);
    expect(program.emit().emitSkipped).toBe(false);

    // eslint-disable-next-line @typescript-eslint/no-require-imports -- it was compiled a moment ago
    const client = require(join(folder, 'client.js')) as DocumentedClient;
    const hits: Hit[] = [];
    for await (const hit of client.allHits(gateway.address, 'camera')) hits.push(hit);
    expect(hits.map(({ position }) => position)).toEqual([1, 2, 3, 4]);

    const [chosen] = hits;
    if (!chosen) throw new Error('There was nothing to choose from.');
    await client.hitChosen(gateway.address, 'search-1', chosen, 'visit-1');
    const [recorded] = await gateway.trove.events.read(0, 1);
    expect(recorded?.event).toMatchObject({ kind: 'CLICK', sku: chosen.product.sku, position: 1 });
  });

  it('refuses to compile a field that the schema does not have', () => {
    writeFileSync(
      join(folder, 'wrong.ts'),
      `import type { SearchQuery } from './trove/graphql';
       export const wrong = (query: SearchQuery) => query.search.hits;`,
    );
    const program = ts.createProgram([join(folder, 'wrong.ts')], STRICT);
    expect(problemsOf(program)).toEqual([expect.stringContaining("'hits' does not exist")]);
  });
});
