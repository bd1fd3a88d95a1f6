/** What GraphQL fills in when a client does not say how many entries it wants. */
export const DEFAULT_PAGE_SIZE = 10;
