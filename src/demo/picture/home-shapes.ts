import { area, box, disc, line, oval, repeat, type Paint, type Shape } from './pencil';

const LIGHT = '#ffe7a3';
const LEAF = '#4f8f4a';

const legs = (xs: readonly number[], from: number, colour: string): string =>
  line(xs.map((x) => `M${x} ${from} V166`).join(' '), colour, 7);

const steam = (x: number): string =>
  line(`M${x} 56 C${x - 8} 46 ${x + 8} 40 ${x} 28`, '#ffffffcc', 4);

/** A box with a door or a lid, standing on the ground. */
const standing = (paint: Paint): string => box([52, 48, 96, 118, 12], paint.main);

/** Kitchen, furniture and garden. */
export const HOME_SHAPES = {
  pan: (p) =>
    line('M128 112 L182 84', p.dark, 11) +
    oval([86, 122, 58, 34], p.main) +
    oval([86, 116, 50, 27], p.dark) +
    oval([78, 112, 24, 10], p.light),
  pot: (p) =>
    box([46, 88, 108, 76, 14], p.main) +
    line('M46 108 H30 M154 108 H170', p.dark, 9) +
    box([42, 78, 116, 14, 7], p.dark) +
    disc([100, 70, 9], p.accent) +
    line('M62 108 V144', p.light, 5),
  riceCooker: (p) =>
    area('M44 96 H156 L148 162 C146 168 54 168 52 162 Z', p.main) +
    area('M44 96 C44 52 156 52 156 96 Z', p.light) +
    box([88, 56, 24, 9, 4], p.dark) +
    box([74, 112, 52, 34, 8], p.dark) +
    disc([100, 129, 8], p.accent) +
    steam(140),
  knife: (p) =>
    area('M24 104 C60 74 100 70 122 92 L118 116 H40 Z', '#d6dce2') +
    area('M24 104 L118 108 L118 116 H40 Z', '#aab4bd') +
    box([116, 92, 66, 24, 10], p.main) +
    repeat(3, (i) => disc([130 + i * 18, 104, 3], p.light)),
  kettle: (p) =>
    line('M128 70 C178 66 176 134 140 142', p.dark, 10) +
    area('M60 72 H134 L146 154 C146 162 54 162 54 154 Z', p.main) +
    area('M64 92 L40 72 L36 82 L58 118 Z', p.main) +
    box([78, 58, 38, 14, 6], p.dark) +
    box([46, 158, 108, 9, 4], p.accent),
  coffeeMachine: (p) =>
    box([44, 38, 112, 126, 12], p.main) +
    box([60, 80, 80, 66, 6], p.dark) +
    box([84, 78, 32, 16, 4], p.accent) +
    area('M82 112 H118 L114 142 H86 Z', '#ffffff') +
    disc([68, 58, 7], p.light) +
    disc([90, 58, 7], p.light) +
    box([52, 156, 96, 10, 4], p.dark),
  blender: (p) =>
    area('M66 40 H134 L124 116 H76 Z', '#dfe9ee') +
    area('M69 66 H131 L124 116 H76 Z', p.accent) +
    box([60, 32, 80, 10, 5], p.dark) +
    area('M70 118 H130 L142 166 H58 Z', p.main) +
    disc([100, 144, 11], p.dark) +
    line('M134 54 C160 58 152 98 128 98', p.light, 6),
  mug: (p) =>
    line('M134 84 C176 80 172 146 130 140', p.main, 12) +
    area('M48 68 H138 L132 156 C132 166 54 166 54 156 Z', p.main) +
    oval([93, 68, 45, 11], p.dark) +
    oval([93, 70, 38, 7], '#6b432c') +
    line('M62 90 L66 146', p.light, 6) +
    steam(80) +
    steam(106),
  jar: (p) =>
    box([58, 62, 84, 104, 18], '#e6eff0') +
    area('M58 108 H142 V148 C142 166 124 166 124 166 H76 C76 166 58 166 58 148 Z', p.accent) +
    box([54, 42, 92, 24, 8], p.main) +
    line('M70 80 V142', '#ffffffaa', 6),
  sofa: (p) =>
    legs([46, 154], 150, p.accent) +
    box([36, 72, 128, 68, 18], p.main) +
    box([26, 96, 30, 58, 14], p.dark) +
    box([144, 96, 30, 58, 14], p.dark) +
    box([54, 112, 46, 34, 8], p.light) +
    box([100, 112, 46, 34, 8], p.light),
  table: (p) =>
    legs([50, 150], 96, p.dark) +
    box([28, 84, 144, 16, 5], p.main) +
    line('M40 90 H160', p.light, 3) +
    line('M50 128 H150', p.dark, 5),
  chair: (p) =>
    line('M66 40 V166 M134 112 V166', p.dark, 8) +
    box([60, 40, 14, 74, 6], p.main) +
    line('M74 58 H128 M74 78 H128', p.main, 9) +
    line('M130 44 V112', p.main, 9) +
    box([58, 106, 84, 16, 6], p.light),
  bookcase: (p) =>
    box([50, 32, 100, 134, 5], p.main) +
    repeat(3, (i) => box([58, 40 + i * 42, 84, 35, 2], p.dark)) +
    repeat(6, (i) =>
      box([62 + i * 11, 48, 8, 27, 1], [p.accent, p.light, '#c9785a'][i % 3] ?? p.light),
    ) +
    repeat(4, (i) =>
      box([62 + i * 13, 92, 9, 25, 1], [p.light, '#5c8f8a', p.accent][i % 3] ?? p.light),
    ) +
    disc([122, 150, 8], p.accent),
  floorLamp: (p) =>
    line('M100 80 V160', p.dark, 6) +
    oval([100, 163, 34, 6], p.dark) +
    area('M74 90 L126 90 L154 132 H46 Z', `${LIGHT}88`) +
    area('M80 34 H120 L140 90 H60 Z', p.main) +
    line('M88 42 L74 82', p.light, 4),
  deskLamp: (p) =>
    area('M104 78 L158 72 L172 156 H88 Z', `${LIGHT}88`) +
    line('M56 158 L76 100 L116 58', p.dark, 7) +
    area('M104 48 L142 34 L164 66 L96 84 Z', p.main) +
    disc([76, 100, 7], p.accent) +
    oval([58, 162, 34, 7], p.main),
  rug: (p) =>
    box([26, 66, 148, 92, 4], p.main) +
    box([36, 76, 128, 72, 2], p.light) +
    box([46, 86, 108, 52, 2], p.main) +
    area('M100 90 L140 112 L100 134 L60 112 Z', p.accent) +
    repeat(13, (i) => line(`M${32 + i * 11.3} 158 v8`, p.dark, 3)),
  bed: (p) =>
    legs([34, 166], 140, p.dark) +
    box([28, 62, 20, 90, 6], p.main) +
    box([42, 104, 130, 42, 8], '#f7f5ef') +
    box([52, 92, 40, 24, 10], '#ffffff') +
    area('M92 104 H172 V146 H92 Z', p.accent) +
    box([28, 140, 144, 14, 4], p.main),
  cushion: (p) =>
    area(
      'M44 52 C80 62 120 62 156 52 C148 90 148 120 156 158 C120 148 80 148 44 158 C52 120 52 90 44 52 Z',
      p.main,
    ) +
    line('M70 76 C90 82 110 82 130 76 M70 134 C90 128 110 128 130 134', p.light, 4) +
    disc([100, 105, 6], p.accent),
  drill: (p) =>
    box([46, 58, 94, 40, 14], p.main) +
    area('M140 64 H160 V92 H140 Z', p.dark) +
    line('M160 78 H184', '#8f979f', 6) +
    area('M64 94 H98 L90 142 H58 Z', p.main) +
    box([46, 138, 58, 24, 6], p.dark) +
    box([92, 100, 12, 18, 5], p.accent) +
    line('M58 70 H112', p.light, 5),
  hammer: (p) =>
    line('M92 74 L128 164', '#b98a57', 14) +
    line('M110 120 L128 164', p.main, 17) +
    area('M52 60 L124 40 L134 66 L64 88 Z', '#8d969e') +
    area('M124 40 C148 30 160 40 166 56 L134 66 Z', '#6f7880'),
  screwdriver: (p) =>
    repeat(
      3,
      (i) =>
        line(`M${62 + i * 38} 96 V160`, '#98a1a9', 6) +
        box([50 + i * 38, 40 + i * 8, 24, 60, 11], i === 1 ? p.accent : p.main) +
        line(`M${58 + i * 38} ${52 + i * 8} v34`, p.light, 3),
    ),
  mower: (p) =>
    line('M120 116 L168 44 H182', p.dark, 7) +
    area('M38 118 C38 96 62 92 82 92 H124 L140 140 H38 Z', p.main) +
    box([72, 76, 38, 20, 6], p.dark) +
    disc([58, 146, 20], p.dark) +
    disc([58, 146, 8], p.light) +
    disc([128, 146, 20], p.dark) +
    disc([128, 146, 8], p.light) +
    line('M20 167 H180', LEAF, 4),
  hose: (p) =>
    repeat(
      4,
      (i) =>
        `<circle cx="96" cy="106" r="${22 + i * 11}" fill="none" stroke="${i % 2 === 0 ? p.main : p.dark}" stroke-width="9"/>`,
    ) +
    line('M96 161 C140 168 150 150 168 132', p.main, 9) +
    area('M160 136 L178 112 L186 118 L172 144 Z', p.accent),
  plant: (p) =>
    area('M100 104 C70 96 62 66 70 44 C92 54 104 78 100 104 Z', LEAF) +
    area('M100 104 C128 92 140 66 132 38 C108 52 98 78 100 104 Z', '#66a85c') +
    area('M100 106 C96 70 98 48 102 28 C112 56 110 80 100 106 Z', '#3c7640') +
    area('M60 104 H140 L130 160 C130 168 70 168 70 160 Z', p.main) +
    box([54, 98, 92, 16, 5], p.dark),
  shears: (p) =>
    area('M96 96 C88 60 100 40 118 30 C124 56 116 80 106 100 Z', '#c8d0d6') +
    area('M104 98 C120 74 138 68 150 70 C142 90 126 104 108 108 Z', '#98a2aa') +
    line('M98 104 C70 118 64 138 66 160', p.main, 13) +
    line('M106 108 C112 130 126 146 142 156', p.main, 13) +
    disc([103, 102, 8], p.accent),
  workLight: (p) =>
    line('M52 164 L76 120 M148 164 L124 120', p.dark, 8) +
    box([40, 44, 120, 82, 12], p.main) +
    box([52, 56, 96, 58, 6], LIGHT) +
    repeat(12, (i) => disc([66 + (i % 4) * 23, 70 + Math.floor(i / 4) * 15, 5], '#ffffff')) +
    line('M70 44 V32 H130 V44', p.dark, 7),
  organiser: (p) =>
    line('M66 96 L60 40 M82 96 L86 34', p.accent, 6) +
    line('M100 96 L104 46', '#d9a441', 6) +
    box([40, 88, 80, 78, 6], p.main) +
    box([114, 112, 48, 54, 6], p.dark) +
    line('M54 108 H106 M54 128 H106', p.light, 4) +
    disc([138, 138, 4], p.light),
  teaTin: (p) =>
    standing(p) +
    box([48, 38, 104, 22, 8], p.dark) +
    box([70, 84, 60, 62, 4], '#f8f3e4') +
    area('M100 96 C118 100 122 122 100 136 C78 122 82 100 100 96 Z', LEAF) +
    line('M100 104 V130', '#f8f3e4', 3),
  teapot: (p) =>
    line('M138 96 C176 84 172 148 134 142', p.main, 11) +
    area('M66 116 C40 116 44 84 26 80 L34 70 C58 78 58 96 76 98 Z', p.main) +
    oval([100, 124, 50, 40], p.main) +
    oval([100, 90, 30, 8], p.dark) +
    disc([100, 78, 7], p.dark) +
    line('M72 108 C78 98 90 94 98 94', p.light, 5),
} satisfies Readonly<Record<string, Shape>>;
