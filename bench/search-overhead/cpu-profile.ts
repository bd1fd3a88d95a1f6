/** What `node --cpu-prof` writes, as far as it is read here. Times in microseconds. */
export interface CpuProfile {
  readonly startTime: number;
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  /** The node that ran at each moment, and the time since the moment before. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

type Node = CpuProfile['nodes'][number];

/** Milliseconds that each part ran itself after a moment (in microseconds of the same clock), the longest first; idle time is left out. */
export function timeByPart(
  profile: CpuProfile,
  since: number,
): readonly { readonly part: string; readonly ms: number }[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const times = new Map<string, number>();
  let now = profile.startTime;
  for (const [place, id] of profile.samples.entries()) {
    const delta = profile.timeDeltas[place] ?? 0;
    now += delta;
    const part = partOf(nodes.get(id), (child) => nodes.get(parents.get(child.id) ?? -1));
    if (now >= since && part !== null) times.set(part, (times.get(part) ?? 0) + delta / 1000);
  }
  return [...times].map(([part, ms]) => ({ part, ms })).sort((one, other) => other.ms - one.ms);
}

/** A function of the engine's own, such as `JSON.parse`, belongs to whoever called it. Null when nothing ran. */
function partOf(node: Node | undefined, parentOf: (node: Node) => Node | undefined): string | null {
  for (let at = node; at; at = parentOf(at)) {
    const { functionName, url } = at.callFrame;
    if (functionName === '(idle)') return null;
    if (functionName === '(garbage collector)') return 'garbage collection';
    const part = partOfFile(url);
    if (part !== null) return part;
  }
  return 'Node';
}

const LIBRARY = /node_modules\/((?:@[^/]+\/)?[^/]+)/;
const ROOM = /\/dist\/(resolvers|schema|src\/adapters\/[^/]+|src\/[^/]+)/;

function partOfFile(url: string): string | null {
  const library = LIBRARY.exec(url)?.[1];
  if (library !== undefined) return GROUPS.get(library) ?? library;
  const room = ROOM.exec(url)?.[1];
  if (room !== undefined) return `Trove: ${room.replace('src/', '')}`;
  return url.startsWith('node:') ? 'Node' : null;
}

/** Packages that do one thing together. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['@elastic/elasticsearch', 'Elasticsearch client'],
  ['@elastic/transport', 'Elasticsearch client'],
  ['secure-json-parse', 'Elasticsearch client'],
  ['undici', 'Elasticsearch client'],
  ['@as-integrations/fastify', 'Apollo Server'],
  ['@apollo/server', 'Apollo Server'],
  ['negotiator', 'Apollo Server'],
  ['type-graphql', 'TypeGraphQL'],
  ['typeorm', 'notes of what was shown (TypeORM)'],
  ['better-sqlite3', 'notes of what was shown (TypeORM)'],
]);
