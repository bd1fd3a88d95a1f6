const ERRORS = 'userErrors { code message }';

export const IMPORT_PRODUCTS = `mutation ($input: ImportProductsInput!) {
  importProducts(input: $input) { created updated unchanged merged ${ERRORS} }
}`;

export const DELETE_PRODUCTS = `mutation ($input: DeleteProductsInput!) {
  deleteProducts(input: $input) { deleted ${ERRORS} }
}`;

export const RECORD_EVENTS = `mutation ($input: RecordEventsInput!) {
  recordEvents(input: $input) { recorded duplicates ${ERRORS} }
}`;

interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** @param tolerated codes that may come when a request that had landed is repeated */
export function expectNoUserErrors(payload: unknown, tolerated: readonly string[] = []): void {
  const { userErrors } = payload as Payload;
  const unexpected = userErrors.find(({ code }) => !tolerated.includes(code));
  if (unexpected) throw new Error(`Refused: ${unexpected.code} ${unexpected.message}`);
}
