import { createHash } from 'node:crypto';
import type { EpochMs } from '../shared/clock';
import { asModelId, type ModelId } from '../shared/ids';

/** Such as `reranker-20261121-143000-1f2e3d4c`. */
export function modelIdAt(kind: string, at: EpochMs, unique: string): ModelId {
  const [date = '', time = ''] = new Date(at).toISOString().replaceAll(/[-:]/g, '').split('T');
  const suffix = createHash('sha256').update(unique).digest('hex').slice(0, 8);
  return asModelId(`${kind}-${date}-${time.slice(0, 6)}-${suffix}`);
}
