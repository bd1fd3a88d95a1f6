import type { Logger } from '../shared/logger';
import type { HealthCheck } from './health-check';

/** How long a part may take to answer before it counts as out of order, in milliseconds. */
const PATIENCE_MS = 2000;

/** Finds out which parts fail. The reasons go to the log, once per change, and not to whoever asks. */
export class HealthWatch {
  private known: ReadonlySet<HealthCheck> = new Set();
  private asking: Promise<ReadonlySet<HealthCheck>> | null = null;

  constructor(
    private readonly checks: readonly HealthCheck[],
    private readonly logger: Logger,
  ) {}

  /** Those that fail now. Whoever asks while another waits gets the same answer: asking often costs nothing. */
  failing(): Promise<ReadonlySet<HealthCheck>> {
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async ask(): Promise<ReadonlySet<HealthCheck>> {
    const reasons = await Promise.all(
      this.checks.map(async (check) => ({ check, reason: await reasonOf(check) })),
    );
    for (const { check, reason } of reasons) this.note(check, reason);
    const failing = reasons.filter(({ reason }) => reason !== null).map(({ check }) => check);
    return (this.known = new Set(failing));
  }

  private note(check: HealthCheck, reason: string | null): void {
    const { part, spare } = check;
    if (this.known.has(check) === (reason !== null)) return;
    if (reason === null) this.logger.info({ part }, 'Works again');
    else this.logger.warn({ part, spare, reason }, 'Does not work');
  }
}

/** Why the part does not work; null when it does. */
async function reasonOf(health: HealthCheck): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, `No answer within ${PATIENCE_MS} ms`);
  });
  try {
    return await Promise.race([health.check().then(() => null), late]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}
