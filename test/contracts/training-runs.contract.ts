import type { NewTrainingRun, TrainingRuns } from '../../src/models/training-runs.port';
import { asEpochMs } from '../../src/shared/clock';
import { asModelId, asTrainingRunId, type TrainingRunId } from '../../src/shared/ids';

const [first, second] = [asTrainingRunId('run-1'), asTrainingRunId('run-2')];
const at = asEpochMs;

function aRun(facts: Partial<NewTrainingRun> = {}): NewTrainingRun {
  return {
    id: first,
    kind: 'RERANKER',
    mode: 'FINE_TUNE',
    reason: 'by schedule',
    queuedAt: at(1000),
    ...facts,
  };
}

/** What every TrainingRuns promises. */
export function describeTrainingRuns(name: string, open: () => Promise<TrainingRuns>): void {
  describe(`TrainingRuns: ${name}`, () => {
    let runs: TrainingRuns;

    beforeEach(async () => {
      runs = await open();
    });

    const startedRun = async (id: TrainingRunId, startedAt: number) => {
      await runs.add(aRun({ id, queuedAt: at(startedAt - 1) }));
      await runs.start(id, at(startedAt));
    };

    it('remembers a run from asking to success', async () => {
      expect(await runs.add(aRun())).toEqual({
        ...aRun(),
        state: 'QUEUED',
        progress: 0,
        problem: null,
        model: null,
        startedAt: null,
        finishedAt: null,
      });
      expect(await runs.nextQueued('RERANKER')).toMatchObject({ id: first });

      expect(await runs.start(first, at(2000))).toBe(true);
      await runs.progress(first, 0.25);
      expect(await runs.find(first)).toMatchObject({ state: 'RUNNING', progress: 0.25 });
      expect(await runs.nextQueued('RERANKER')).toBeNull();

      const model = asModelId('reranker-a');
      await runs.finish(first, { state: 'SUCCEEDED', model }, at(3000));
      expect(await runs.find(first)).toMatchObject({
        state: 'SUCCEEDED',
        progress: 1,
        model,
        problem: null,
        startedAt: 2000,
        finishedAt: 3000,
      });
    });

    it.each(['REFUSED', 'FAILED'] as const)('remembers why a run is %s', async (state) => {
      await startedRun(first, 2000);
      await runs.progress(first, 0.5);
      const problem = { code: 'NOTHING_TO_LEARN', message: 'One query is not enough.' };
      await runs.finish(first, { state, problem }, at(3000));

      expect(await runs.find(first)).toMatchObject({ state, problem, model: null, progress: 0.5 });
    });

    it('lets one run of a kind wait, and answers with it', async () => {
      await runs.add(aRun());
      const answer = await runs.add(aRun({ id: second, mode: 'FULL' }));

      expect(answer).toMatchObject({ id: first, mode: 'FINE_TUNE' });
      expect(await runs.find(second)).toBeNull();

      await runs.start(first, at(2000));
      expect(await runs.add(aRun({ id: second, mode: 'FULL' }))).toMatchObject({ id: second });
    });

    it('lets one wait of many that are asked for at once', async () => {
      const ids = Array.from({ length: 10 }, (_, number) => asTrainingRunId(`run-${number}`));
      const answers = await Promise.all(ids.map((id) => runs.add(aRun({ id }))));

      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
      expect(await runs.list('RERANKER', 20, null)).toHaveLength(1);
    });

    it('adds the same run once, and refuses another with its id', async () => {
      await runs.add(aRun());
      await runs.start(first, at(2000));

      expect(await runs.add(aRun())).toMatchObject({ id: first, state: 'RUNNING' });
      await expect(runs.add(aRun({ queuedAt: at(1001) }))).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    });

    it('lets one of two start it', async () => {
      await runs.add(aRun());
      const started = await Promise.all([runs.start(first, at(2000)), runs.start(first, at(2001))]);

      expect(started.sort()).toEqual([false, true]);
    });

    it('keeps progress within bounds, and never lets it go back', async () => {
      await startedRun(first, 2000);
      for (const done of [-1, 0.5, 0.2]) await runs.progress(first, done);
      expect((await runs.find(first))?.progress).toBe(0.5);

      await runs.progress(first, 7);
      expect((await runs.find(first))?.progress).toBe(1);
    });

    it('lets the first end stand, and no progress come after it', async () => {
      await startedRun(first, 2000);
      const problem = { code: 'MODEL_CORRUPT', message: 'Broken.' };
      await runs.finish(first, { state: 'FAILED', problem }, at(3000));
      await runs.finish(first, { state: 'SUCCEEDED', model: asModelId('m') }, at(4000));
      await runs.progress(first, 0.9);

      expect(await runs.find(first)).toMatchObject({
        state: 'FAILED',
        problem,
        model: null,
        finishedAt: 3000,
        progress: 0,
      });
    });

    it('gives up runs that were started long ago and never ended', async () => {
      await startedRun(first, 2000);
      await startedRun(second, 5000);

      expect(await runs.abandon(at(5000), at(9000))).toBe(1);
      expect(await runs.find(first)).toMatchObject({
        state: 'FAILED',
        problem: { code: 'ABANDONED' },
        finishedAt: 9000,
      });
      expect(await runs.find(second)).toMatchObject({ state: 'RUNNING' });
    });

    it('lists the latest first, page by page, those of one moment too', async () => {
      const ids: TrainingRunId[] = [];
      for (const [number, queuedAt] of [1000, 2000, 2000, 3000].entries()) {
        const id = asTrainingRunId(`run-${number}`);
        ids.unshift(id);
        await runs.add(aRun({ id, queuedAt: at(queuedAt) }));
        await runs.start(id, at(queuedAt + 1));
      }
      const pages: TrainingRunId[] = [];
      for (let before: TrainingRunId | null = null; ; before = pages.at(-1) ?? null) {
        const page = await runs.list('RERANKER', 1, before);
        if (page.length === 0) break;
        pages.push(...page.map(({ id }) => id));
      }

      expect(pages).toEqual(ids);
      expect((await runs.list('RERANKER', 9, null)).map(({ id }) => id)).toEqual(ids);
    });

    it('knows no run that was never added', async () => {
      const unknown = asTrainingRunId('never');
      expect(await runs.find(unknown)).toBeNull();
      const end = { state: 'SUCCEEDED', model: asModelId('m') } as const;
      for (const work of [
        () => runs.start(unknown, at(1)),
        () => runs.finish(unknown, end, at(1)),
        () => runs.list('RERANKER', 1, unknown),
      ])
        await expect(work()).rejects.toMatchObject({ code: 'UNKNOWN_TRAINING_RUN' });
    });
  });
}
