import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { printedSchema } from '../server/graphql-schema';

/** `trove schema`: prints the GraphQL schema, or writes it to a file. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the GraphQL schema, sorted')
    .option('--out <file>', 'write it to this file instead')
    .action(async ({ out }: { readonly out?: string }) => {
      const schema = await printedSchema();
      if (out === undefined) process.stdout.write(schema);
      else await writeFile(out, schema);
    });
}
