declare const brand: unique symbol;

/** A `Base` that only code which knows the name may make: a shopper id where a SKU is due does not compile. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };
