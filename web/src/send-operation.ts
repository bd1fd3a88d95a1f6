import type { Fetcher } from '@graphiql/toolkit';

/** Sends what the editor holds to the API on this very server. */
export const sendOperation: Fetcher = async (operation, options) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      ...(options?.headers as Record<string, string> | undefined),
    },
    body: JSON.stringify(operation),
  });
  return response.json() as Promise<object>;
};
