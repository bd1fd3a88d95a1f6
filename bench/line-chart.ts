/** A point of a line: where, how much, and the range in which the truth plausibly lies. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

export interface ChartLine {
  readonly name: string;
  /** As CSS writes it. */
  readonly colour: string;
  readonly points: readonly ChartPoint[];
}

export interface Chart {
  readonly title: string;
  readonly xTitle: string;
  readonly lines: readonly ChartLine[];
}

const WIDTH = 460;
const HEIGHT = 300;
const MARGIN = { left: 56, right: 16, top: 40, bottom: 64 };
const Y_TICKS = 5;

/** Draws charts side by side as one SVG, on white, so that it can be read on any page. */
export function chartsAsSvg(charts: readonly Chart[]): string {
  const panels = charts.map(
    (chart, index) => `<g transform="translate(${index * WIDTH} 0)">${panel(chart)}</g>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${charts.length * WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="white"/>',
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}

function panel({ title, xTitle, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  const x = scale(extent(points.map((point) => point.x)), [MARGIN.left + 12, WIDTH - MARGIN.right]);
  const values = extent(points.flatMap(({ low, high }) => [low, high]));
  const y = scale(values, [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const rounds = [...new Set(points.map((point) => point.x))];
  return [
    text(title, MARGIN.left, 22, 'font-weight="bold"'),
    ...ticks(values).map(
      (value) =>
        `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>` +
        text(value.toFixed(3), MARGIN.left - 6, y(value) + 4, 'text-anchor="end"'),
    ),
    ...rounds.map((at) =>
      text(String(at), x(at), HEIGHT - MARGIN.bottom + 16, 'text-anchor="middle"'),
    ),
    text(xTitle, WIDTH / 2, HEIGHT - MARGIN.bottom + 32, 'text-anchor="middle"'),
    ...lines.map((line, index) =>
      drawn(line, { x, y, shift: (index - (lines.length - 1) / 2) * 5 }),
    ),
    ...lines.map(({ name, colour }, index) => {
      const at = MARGIN.left + index * 130;
      return (
        `<rect x="${at}" y="${HEIGHT - 20}" width="10" height="10" fill="${colour}"/>` +
        text(name, at + 15, HEIGHT - 11)
      );
    }),
  ].join('\n');
}

interface Place {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Pixels to the right, so that ranges of several lines do not hide each other. */
  readonly shift: number;
}

function drawn({ colour, points }: ChartLine, { x, y, shift }: Place): string {
  const at = (point: ChartPoint) => x(point.x) + shift;
  const path = points.map((point) => `${at(point)},${y(point.y)}`).join(' ');
  const marks = points.map(
    (point) =>
      `<line x1="${at(point)}" x2="${at(point)}" y1="${y(point.low)}" y2="${y(point.high)}" stroke="${colour}" opacity=".5"/>` +
      `<circle cx="${at(point)}" cy="${y(point.y)}" r="4" fill="${colour}"/>`,
  );
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${marks.join('')}`;
}

type Range = readonly [from: number, to: number];

const extent = (values: readonly number[]): Range => [Math.min(...values), Math.max(...values)];

const ticks = ([from, to]: Range): readonly number[] =>
  Array.from({ length: Y_TICKS }, (_, index) => from + ((to - from) * index) / (Y_TICKS - 1));

/** Maps a range of values on a range of pixels, to a tenth of one. */
function scale([from, to]: Range, [start, end]: Range): (value: number) => number {
  const width = to - from || 1;
  return (value) => Math.round((start + ((value - from) / width) * (end - start)) * 10) / 10;
}

function text(words: string, x: number, y: number, more = ''): string {
  const safe = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" fill="#333" ${more}>${safe}</text>`;
}
