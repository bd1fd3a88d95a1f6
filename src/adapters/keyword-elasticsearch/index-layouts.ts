import type { estypes } from '@elastic/elasticsearch';
import type { IndexName } from '../../indexing/search-index.port';
import type { ProductDocument } from './product-document';

/** What an index was made for. It never changes: another layout takes another index. */
export interface IndexLayout {
  /** 1 for indexes from before layouts were numbered. */
  readonly version: number;
  readonly fields: ReadonlySet<string>;
}

const FIRST_VERSION = 1;

/** Knows the layouts of indexes; asks for each once. */
export class IndexLayouts {
  private readonly known = new Map<IndexName, IndexLayout>();

  constructor(
    private readonly mappingOf: (index: IndexName) => Promise<estypes.MappingTypeMapping | null>,
  ) {}

  /** Null when the index is not there. */
  async of(index: IndexName): Promise<IndexLayout | null> {
    const known = this.known.get(index);
    if (known) return known;
    const mapping = await this.mappingOf(index);
    if (mapping === null) return null;
    const version: unknown = mapping._meta?.['layout'];
    const layout = {
      version: typeof version === 'number' ? version : FIRST_VERSION,
      fields: new Set(Object.keys(mapping.properties ?? {})),
    };
    this.known.set(index, layout);
    return layout;
  }
}

/** The document without what the index knows nothing of, and would refuse. */
export function inLayout(document: ProductDocument, { fields }: IndexLayout): ProductDocument {
  return Object.fromEntries(Object.entries(document).filter(([field]) => fields.has(field)));
}
