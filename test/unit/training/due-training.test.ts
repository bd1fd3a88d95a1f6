import type { TrainingRun } from '../../../src/models/model.types';
import { asEpochMs } from '../../../src/shared/clock';
import { asTrainingRunId } from '../../../src/shared/ids';
import { dueTraining, type TrainingHistory } from '../../../src/training/due-training';
import { NOON } from '../../support/an-event';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const daily = { everyMs: DAY, fullEveryMs: 7 * DAY };

function aRun(hoursAgo: number, facts: Partial<TrainingRun> = {}): TrainingRun {
  const at = asEpochMs(NOON - hoursAgo * HOUR);
  return {
    id: asTrainingRunId(`run-${hoursAgo}`),
    kind: 'RERANKER',
    mode: 'FINE_TUNE',
    state: 'SUCCEEDED',
    progress: 1,
    reason: 'a test',
    problem: null,
    model: null,
    queuedAt: at,
    startedAt: at,
    finishedAt: at,
    ...facts,
  };
}

const due = (history: Partial<TrainingHistory>, schedule = daily) =>
  dueTraining(NOON, schedule, {
    runs: [aRun(25), aRun(49, { mode: 'FULL' })],
    champion: { featureSet: 'set-1' },
    shadows: [],
    featureSet: 'set-1',
    ...history,
  });

describe('what is due', () => {
  it('is nothing when the shop trains by hand only', () => {
    expect(dueTraining(NOON, { ...daily, everyMs: null }, { runs: [], champion: null, shadows: [], featureSet: 'set-1' })).toBeNull(); // prettier-ignore
  });

  it('is a training from nothing when there has never been one, or no model serves', () => {
    expect(due({ runs: [], champion: null })).toBe('FULL');
    expect(due({ champion: null })).toBe('FULL');
  });

  it('is a fine-tuning every day, however the last one went', () => {
    expect(due({})).toBe('FINE_TUNE');
    expect(due({ runs: [aRun(25, { state: 'FAILED' }), aRun(49, { mode: 'FULL' })] })).toBe(
      'FINE_TUNE',
    );
    expect(due({ runs: [aRun(12), aRun(49, { mode: 'FULL' })] })).toBeNull();
  });

  it('is not missed by a turn that comes a little early', () => {
    const almostADay = 24 - 1 / 120;
    expect(due({ runs: [aRun(almostADay), aRun(49, { mode: 'FULL' })] })).toBe('FINE_TUNE');
  });

  it('is a training from nothing every week, counted from the last that got through', () => {
    const old = aRun(8 * 24, { mode: 'FULL' });
    expect(due({ runs: [aRun(25), old] })).toBe('FULL');
    expect(due({ runs: [aRun(25), aRun(60, { mode: 'FULL', state: 'FAILED' }), old] })).toBe(
      'FULL',
    );
  });

  it('is a training from nothing when the model that serves knows other features', () => {
    expect(due({ champion: { featureSet: 'older' } })).toBe('FULL');
  });

  it('waits for a challenger in the shadow, but not for ever', () => {
    const shadow = (daysAgo: number) => [{ createdAt: asEpochMs(NOON - daysAgo * DAY) }];
    expect(due({ shadows: shadow(1) })).toBeNull();
    expect(due({ shadows: shadow(8) })).toBe('FINE_TUNE');
  });

  it('looks no further back than it is told', () => {
    // The last training from nothing lies before all of these: a week ago at least, or less.
    expect(due({ runs: [aRun(25), aRun(8 * 24)] })).toBe('FULL');
    expect(due({ runs: [aRun(25), aRun(49)] })).toBe('FINE_TUNE');
  });
});
