import { chownSync } from 'node:fs';

/** The id of `nobody` on every Linux. */
const NOBODY = 65_534;

const isRoot = process.getuid?.() === 0;

/** Options of `spawn` that make the process run as somebody else than root: servers refuse root, or should. */
export function unprivileged(): { readonly uid: number; readonly gid: number } | object {
  return isRoot ? { uid: NOBODY, gid: NOBODY } : {};
}

/** Lets that somebody write into the folder. */
export function handOver(folder: string): void {
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
}
