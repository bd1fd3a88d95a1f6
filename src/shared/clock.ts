import type { Branded } from './branded';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = Branded<number, 'EpochMs'>;

export const asEpochMs = (milliseconds: number): EpochMs => milliseconds as EpochMs;

/** The time of day, as an argument: code that decides never asks the machine. */
export type Clock = () => EpochMs;

/** The machine's clock, for the edge of the program. */
export const systemClock: Clock = () => asEpochMs(Date.now());
