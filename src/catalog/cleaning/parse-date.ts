import { asEpochMs, type EpochMs } from '../../shared/clock';
import { TroveError, quoted } from '../../shared/errors';

const ISO_DATE =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** Numbers below this are seconds: as milliseconds they would lie in the first months of the 1970s. */
const FIRST_MILLISECONDS = 100_000_000_000;

/** 0000-01-01T00:00:00Z. */
const FIRST_DATE = -62_167_219_200_000;

/** 9999-12-31T23:59:59.999Z: later dates have no four-digit year to be written with. */
const LAST_DATE = 253_402_300_799_999;

/**
 * Reads a date: ISO 8601 (`2026-02-28`, `2026-02-28T09:30:00+01:00`; without a zone it is UTC), or time since 1970 as a
 * number or digits, in milliseconds, or in seconds when below 100,000,000,000.
 *
 * @throws TroveError INVALID_INPUT for other texts and for days that no calendar has.
 */
export function parseDate(value: unknown): EpochMs {
  const time = timeOf(value);
  if (time !== null && time >= FIRST_DATE && time <= LAST_DATE) return asEpochMs(time);
  throw new TroveError(
    'INVALID_INPUT',
    `${quoted(value)} is not a date. Write it like 2026-02-28 or 2026-02-28T09:30:00Z, or as milliseconds since 1970.`,
  );
}

function timeOf(value: unknown): number | null {
  if (value instanceof Date) return timeOf(value.getTime());
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return /^\d{1,15}$/.test(text) ? fromEpoch(Number(text)) : fromIso(text);
}

function fromEpoch(count: number): number | null {
  if (!Number.isFinite(count)) return null;
  if (count < 0) return Math.round(count);
  return Math.round(count < FIRST_MILLISECONDS ? count * 1000 : count);
}

function fromIso(text: string): number | null {
  const match = ISO_DATE.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = '', clock = '00:00', zone = 'Z'] = match;
  // The engine would take 30 February for 2 March.
  if (Number(day) > daysIn(Number(year), Number(month))) return null;
  const time = Date.parse(`${year}-${month}-${day}T${clock}${standardZone(zone)}`);
  return Number.isNaN(time) ? null : time;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `+01` and `+0100` as `+01:00`. */
function standardZone(zone: string): string {
  if (/^z$/i.test(zone)) return 'Z';
  return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}
