/** The setting that says whose products the catalogue holds; never set on an empty database. */
export const CATALOG_ORIGIN_SETTING = 'catalog.origin';

/** `demo`: made up by Trove, to be replaced by the first import. `import`: the shop's own. */
export type CatalogOrigin = 'demo' | 'import';
