// Makes a typed client from the committed schema and the ready operations: `npm run codegen:example`. A shop's own client needs
// the same lines with operations of its own; see docs/clients.md.

const folder = process.env.CLIENT_OUT ?? 'dist/example-client';

/** @type {import('@graphql-codegen/cli').CodegenConfig} */
export default {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*.graphql',
  generates: {
    [`${folder}/`]: {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        strictScalars: true,
        scalars: { DateTimeISO: 'string' },
        useTypeImports: true,
        enumsAsTypes: true,
      },
    },
  },
};
