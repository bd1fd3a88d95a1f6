import { open, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RowProblem } from '../shared/row-problem.types';
import { notWritable } from './not-writable';

/** Reasons kept for the summary; the file has all of them. */
const REASONS_KEPT = 100;

/** How often rows were rejected for one field and code, and the first message. */
export interface RejectReason {
  readonly field: string | null;
  readonly code: string;
  readonly example: string;
  readonly count: number;
}

/** Takes down rows that did not land, one JSON object per line; the file appears with the first of them. */
export class RejectFile {
  private handle: FileHandle | null = null;
  private readonly reasonByKey = new Map<string, RejectReason>();

  private constructor(private readonly path: string) {}

  /** Removes the file of an earlier run, so that an old report is never taken for a new one. */
  static async start(path: string): Promise<RejectFile> {
    try {
      await rm(path, { force: true });
      return new RejectFile(path);
    } catch (error) {
      throw notWritable('file for rejected rows', path, '--rejects', error);
    }
  }

  /** Null while no row was rejected. */
  get writtenPath(): string | null {
    return this.handle && this.path;
  }

  /** The most frequent first. */
  get reasons(): readonly RejectReason[] {
    return [...this.reasonByKey.values()].sort((left, right) => right.count - left.count);
  }

  async add(row: RowProblem): Promise<void> {
    this.note(row);
    try {
      this.handle ??= await open(this.path, 'w');
      await this.handle.appendFile(`${JSON.stringify(row)}\n`);
    } catch (error) {
      throw notWritable('file for rejected rows', this.path, '--rejects', error);
    }
  }

  async close(): Promise<void> {
    await this.handle?.close();
  }

  private note({ field, code, message }: RowProblem): void {
    const key = `${field ?? ''} ${code}`;
    const known = this.reasonByKey.get(key);
    if (!known && this.reasonByKey.size >= REASONS_KEPT) return;
    const count = (known?.count ?? 0) + 1;
    this.reasonByKey.set(key, { field, code, example: known?.example ?? message, count });
  }
}

/** `products.csv.rejects.jsonl` in the working folder. */
export function defaultRejectPath(location: string): string {
  return `${location === '-' ? 'standard-input' : basename(location)}.rejects.jsonl`;
}
