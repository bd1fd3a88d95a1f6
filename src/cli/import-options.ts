import { Argument, Option } from 'commander';
import { ROW_FORMATS, type RowFormat } from '../catalog/row-source.port';

/** What can be said to every import. */
export interface ImportOptions {
  readonly map?: string;
  readonly format?: RowFormat;
  readonly delimiter?: string;
  readonly rejects?: string;
  readonly json: boolean;
}

export const fileArgument = new Argument(
  '<file>',
  'JSONL, CSV or Parquet, possibly .gz; - is standard input',
);

export const mapOption = new Option('--map <file>', 'JSON file that maps columns to fields');

export const formatOption = new Option('--format <format>', 'when the name does not tell').choices([
  ...ROW_FORMATS,
]);

export const rejectsOption = new Option(
  '--rejects <file>',
  'where rejected rows go (default: FILE.rejects.jsonl)',
);

export const jsonOption = new Option('--json', 'print the result as one JSON object').default(
  false,
);
