import { z } from 'zod';
import { TroveError } from '../shared/errors';

/** Notes for people, which every mapping file may hold. */
export const mappingComment = z.union([z.string(), z.array(z.string())]).optional();

/** How a mapping names a column. */
export const columnName = z.string().min(1);

/** An object in which each of the fields may have a source, and nothing else may stand. */
export function sourceByField<Field extends string, Source extends z.ZodType>(
  fields: readonly Field[],
  source: Source,
): z.ZodObject<Record<Field, z.ZodOptional<Source>>, z.core.$strict> {
  return z.strictObject(
    Object.fromEntries(fields.map((field) => [field, source.optional()])) as Record<
      Field,
      z.ZodOptional<Source>
    >,
  );
}

/** A mapping file that was read. */
export interface MappingFile {
  readonly json: string;
  /** The file, for messages. */
  readonly name: string;
  /** The page that says what such a mapping can say. */
  readonly manual: string;
}

/** @throws TroveError MAPPING_INVALID naming the file and every place at fault with what may stand there. */
export function parseMapping<Mapping>(
  schema: z.ZodType<Mapping>,
  { json, name, manual }: MappingFile,
): Mapping {
  const parsed = schema.safeParse(parseJson(json, name));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}.`);
  throw invalid(name, `\n${lines.join('\n')}\nSee ${manual} for what a mapping can say.`);
}

function parseJson(json: string, name: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(name, ` it is not JSON (${reason}).`);
  }
}

function invalid(name: string, reason: string): TroveError {
  return new TroveError('MAPPING_INVALID', `The mapping file ${name} cannot be used:${reason}`, {
    file: name,
  });
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'The file' : path.map(String).join('.');
}
