import { Presets, SingleBar } from 'cli-progress';

/** How far a long command has come, shown on standard error: standard output is for answers. */
export interface Progress {
  /** @param fraction in [0, 1]; null when nobody knows. @param note what has been done, such as `1,500 rows`. */
  update(fraction: number | null, note: string): void;
  /** Leaves the cursor on a line of its own. */
  end(): void;
}

/** Where progress is shown. */
export interface ProgressScreen {
  /** A terminal gets a bar; a file or a pipe gets a line now and then. */
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Pause between two plain lines, in milliseconds: a log should show life, not fill up. */
const LINE_PAUSE_MS = 3_000;

/** Shows a bar on a terminal when the length of the work is known, and plain lines otherwise. */
export function startProgress(
  label: string,
  isLengthKnown: boolean,
  screen: ProgressScreen & NodeJS.WritableStream = process.stderr,
): Progress {
  return screen.isTTY && isLengthKnown ? barOn(label, screen) : linesOn(label, screen);
}

const percent = (fraction: number): number => Math.floor(fraction * 100);

function barOn(label: string, screen: NodeJS.WritableStream): Progress {
  const format = `${label} [{bar}] {percentage} % {note}`;
  const bar = new SingleBar(
    { format, stream: screen, hideCursor: true, clearOnComplete: true },
    Presets.rect,
  );
  bar.start(100, 0, { note: '' });
  return {
    update: (fraction, note) => {
      bar.update(percent(fraction ?? 0), { note });
    },
    end: () => {
      bar.stop();
    },
  };
}

/** Plain lines, the first after the first pause: short work says nothing but its result. */
export function linesOn(
  label: string,
  screen: ProgressScreen,
  nowMs: () => number = () => performance.now(),
): Progress {
  let shownAt = nowMs();
  return {
    update: (fraction, note) => {
      if (nowMs() - shownAt < LINE_PAUSE_MS) return;
      shownAt = nowMs();
      screen.write(`${label}: ${fraction === null ? '' : `${percent(fraction)} %, `}${note}\n`);
    },
    end: () => undefined,
  };
}
