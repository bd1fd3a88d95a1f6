import { LessThan, type EntityManager } from 'typeorm';
import type { ModelKind, TrainingRun } from '../../models/model.types';
import type { NewTrainingRun, TrainingEnd, TrainingRuns } from '../../models/training-runs.port';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import { quoted, TroveError } from '../../shared/errors';
import { asTrainingRunId, type TrainingRunId } from '../../shared/ids';
import { BoundSql } from './bound-sql';
import type { Database } from './database';
import { TrainingRunEntity } from './entities/training-run.entity';
import { idOf } from './model-rows';

const LATEST_FIRST = { queuedAt: 'DESC', id: 'DESC' } as const;

const ABANDONED = {
  code: 'ABANDONED',
  message: 'The process that trained ended without a word. It trains again at its next turn.',
};

/** Training runs in a relational database, which lets only one of a kind wait. */
export class TypeOrmTrainingRuns implements TrainingRuns {
  private readonly addQueued: BoundSql;
  private readonly startQueued: BoundSql;
  private readonly raiseProgress: BoundSql;
  private readonly endRunning: BoundSql;
  private readonly endAbandoned: BoundSql;

  constructor(private readonly database: Database) {
    const sql = (text: string): BoundSql => new BoundSql(database.location.kind, text);
    this.addQueued = sql(
      `INSERT INTO training_run (id, kind, mode, state, progress, reason, queued_at)
       VALUES ($1, $2, $3, 'QUEUED', 0, $4, $5) ON CONFLICT DO NOTHING RETURNING id`,
    );
    this.startQueued = sql(
      `UPDATE training_run SET state = 'RUNNING', started_at = $2 WHERE id = $1 AND state = 'QUEUED' RETURNING id`,
    );
    this.raiseProgress = sql(
      `UPDATE training_run SET progress = $2 WHERE id = $1 AND state = 'RUNNING' AND progress < $2`,
    );
    this.endRunning = sql(
      `UPDATE training_run SET state = $2, problem = $3, model = $4, finished_at = $5,
         progress = CASE WHEN $6 = 1 THEN 1 ELSE progress END
       WHERE id = $1 AND state IN ('QUEUED', 'RUNNING') RETURNING id`,
    );
    this.endAbandoned = sql(
      `UPDATE training_run SET state = 'FAILED', problem = $3, finished_at = $2
       WHERE state = 'RUNNING' AND started_at < $1 RETURNING id`,
    );
  }

  async add(run: NewTrainingRun): Promise<TrainingRun> {
    const { id, kind, mode, reason, queuedAt } = run;
    return this.database.write(async (transaction) => {
      // Again only when the run that waited was started just now.
      for (;;) {
        await this.addQueued.rows(transaction, [id, kind, mode, reason, queuedAt]);
        const waiting = await transaction.findOneBy(TrainingRunEntity, { kind, state: 'QUEUED' });
        if (waiting) return toRun(waiting);
        const same = await transaction.findOneBy(TrainingRunEntity, { id });
        if (same) return requireSame(same, run);
      }
    });
  }

  async find(id: TrainingRunId): Promise<TrainingRun | null> {
    const row = await this.database.reader.manager.findOneBy(TrainingRunEntity, { id });
    return row && toRun(row);
  }

  async list(
    kind: ModelKind,
    limit: number,
    before: TrainingRunId | null,
  ): Promise<readonly TrainingRun[]> {
    const { manager } = this.database.reader;
    const from =
      before === null ? null : await manager.findOneBy(TrainingRunEntity, { id: before, kind });
    if (before !== null && from === null) throw unknown(before);
    const where = from
      ? [
          { kind, queuedAt: LessThan(from.queuedAt) },
          { kind, queuedAt: from.queuedAt, id: LessThan(from.id) },
        ]
      : { kind };
    const rows = await manager.find(TrainingRunEntity, { where, order: LATEST_FIRST, take: limit });
    return rows.map(toRun);
  }

  async nextQueued(kind: ModelKind): Promise<TrainingRun | null> {
    const where = { kind, state: 'QUEUED' } as const;
    const row = await this.database.reader.manager.findOneBy(TrainingRunEntity, where);
    return row && toRun(row);
  }

  async start(id: TrainingRunId, at: EpochMs): Promise<boolean> {
    return this.database.write(async (transaction) => {
      const started = await this.startQueued.rows(transaction, [id, at]);
      await requireKnown(transaction, id);
      return started.length > 0;
    });
  }

  async progress(id: TrainingRunId, done: number): Promise<void> {
    const share = Math.min(Math.max(done, 0), 1);
    await this.database.write((transaction) => this.raiseProgress.rows(transaction, [id, share]));
  }

  async finish(id: TrainingRunId, end: TrainingEnd, at: EpochMs): Promise<void> {
    const succeeded = end.state === 'SUCCEEDED';
    const problem = succeeded ? null : JSON.stringify(end.problem);
    const model = succeeded ? end.model : null;
    const values = [id, end.state, problem, model, at, succeeded ? 1 : 0];
    await this.database.write(async (transaction) => {
      await this.endRunning.rows(transaction, values);
      await requireKnown(transaction, id);
    });
  }

  async abandon(startedBefore: EpochMs, at: EpochMs): Promise<number> {
    const values = [startedBefore, at, JSON.stringify(ABANDONED)];
    const ended = await this.database.write((transaction) =>
      this.endAbandoned.rows(transaction, values),
    );
    return ended.length;
  }
}

/** The connection may have broken after the run was added. @throws TroveError INVALID_INPUT when it is another. */
function requireSame(row: TrainingRunEntity, { id, mode, queuedAt }: NewTrainingRun): TrainingRun {
  if (row.mode === mode && row.queuedAt === queuedAt) return toRun(row);
  throw new TroveError('INVALID_INPUT', `Another training run has the id ${quoted(id)}.`, { id });
}

async function requireKnown(transaction: EntityManager, id: TrainingRunId): Promise<void> {
  if (!(await transaction.existsBy(TrainingRunEntity, { id }))) throw unknown(id);
}

function toRun(row: TrainingRunEntity): TrainingRun {
  return {
    id: asTrainingRunId(row.id),
    kind: row.kind,
    mode: row.mode,
    state: row.state,
    progress: row.progress,
    reason: row.reason,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as TrainingRun['problem']),
    model: idOf(row.model),
    queuedAt: asEpochMs(row.queuedAt),
    startedAt: moment(row.startedAt),
    finishedAt: moment(row.finishedAt),
  };
}

const moment = (at: number | null): EpochMs | null => (at === null ? null : asEpochMs(at));

function unknown(id: TrainingRunId): TroveError {
  return new TroveError('UNKNOWN_TRAINING_RUN', `There is no training run ${quoted(id)}.`, { id });
}
