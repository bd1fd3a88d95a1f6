import { parentPort, workerData } from 'node:worker_threads';
import type { SvdMessage, SvdTask } from './svd-in-worker';
import { truncatedSvd } from '../runtime/truncated-svd';

// The whole program of the thread that `svdInWorker` starts.
const { matrix, options } = workerData as SvdTask;
const tell = (message: SvdMessage) => parentPort?.postMessage(message);
const svd = truncatedSvd(matrix, options, (done, all) => {
  tell({ kind: 'round', done, all });
});
tell({ kind: 'result', svd });
