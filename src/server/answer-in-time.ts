import { Deadline, systemStopwatch } from '../shared/deadline';
import { isLate, TroveError } from '../shared/errors';
import { inTime } from '../shared/in-time';

/** The parts that work on a request know its deadline and say more about what was late: they have this much longer, in milliseconds. */
const GRACE_MS = 250;

/**
 * Waits for the answer to a request no longer than its deadline, whatever holds it up: a database that hangs knows no deadlines. What was
 * begun goes on, and its answer is dropped.
 *
 * @throws TroveError DEADLINE_EXCEEDED
 */
export async function answerInTime<T>(answer: Promise<T>, deadlineMs: number): Promise<T> {
  try {
    return await inTime(answer, Deadline.after(deadlineMs + GRACE_MS, systemStopwatch));
  } catch (error) {
    throw isLate(error) ? tooLate(deadlineMs) : error;
  }
}

function tooLate(deadlineMs: number): TroveError {
  return new TroveError(
    'DEADLINE_EXCEEDED',
    `There was no answer within the ${deadlineMs} ms that a request may take. What was asked for may have been done all the same; ` +
      'sending the same again does no harm.',
  );
}
