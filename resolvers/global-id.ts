import { quoted, TroveError } from '../src/shared/errors';

/** The types that have a global id. */
export type NodeType = 'Product';

const NODE_TYPES: readonly NodeType[] = ['Product'];

/** What a global id stands for. */
export interface NodeReference {
  readonly type: NodeType;
  /** The key within the type: of a product, its SKU. */
  readonly key: string;
}

/** Opaque to clients: base64url of type and key. */
export function globalId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

/** @throws TroveError INVALID_INPUT when the text was not made by `globalId`. */
export function readGlobalId(id: string): NodeReference {
  const [typeName, ...rest] = Buffer.from(id, 'base64url').toString().split(':');
  const type = NODE_TYPES.find((known) => known === typeName);
  const key = rest.join(':');
  if (type === undefined || key === '' || globalId(type, key) !== id) {
    throw new TroveError(
      'INVALID_INPUT',
      `${quoted(id)} is not an id of this API. Use an "id" from an earlier answer, or the SKU.`,
    );
  }
  return { type, key };
}
