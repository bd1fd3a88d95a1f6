import { area, box, disc, line, oval, repeat, type Paint, type Shape } from './pencil';

const GLASS = '#dfeaee';

const shoe = (paint: Paint, sole: string): string =>
  area('M34 86 C52 96 70 92 78 82 L124 116 C150 122 172 126 170 148 H34 Z', paint.main) +
  box([30, 146, 142, 16, 8], sole) +
  line('M88 90 L78 102 M102 100 L92 112 M116 110 L106 122', '#ffffff', 5) +
  area('M34 86 C40 104 40 126 34 146 H52 C58 122 56 104 50 92 Z', paint.dark);

const bottleBody = (paint: Paint, top: number): string =>
  box([68, top, 64, 166 - top, 18], paint.main) + line(`M80 ${top + 20} V146`, paint.light, 6);

/** Clothes, beauty and sport. */
export const WEAR_SHAPES = {
  shirt: (p) =>
    area(
      'M70 42 L34 66 L48 98 L64 90 V164 H136 V90 L152 98 L166 66 L130 42 C122 60 78 60 70 42 Z',
      p.main,
    ) +
    line('M70 42 C78 60 122 60 130 42', p.dark, 5) +
    line('M64 90 V112 M136 90 V112', p.dark, 3),
  trousers: (p) =>
    area('M62 34 H138 L148 166 H112 L100 84 L88 166 H52 Z', p.main) +
    box([61, 34, 78, 12, 3], p.dark) +
    line('M100 46 V80 M70 48 C70 62 84 64 86 50 M130 48 C130 62 116 64 114 50', p.light, 3),
  dress: (p) =>
    area('M76 32 L84 84 L48 164 H152 L116 84 L124 32 C114 50 86 50 76 32 Z', p.main) +
    box([82, 80, 36, 9, 4], p.accent) +
    line('M84 104 L70 156 M100 104 V158 M116 104 L130 156', p.dark, 3),
  jacket: (p) =>
    area(
      'M72 40 L38 62 L30 150 L52 154 L62 96 V166 H138 V96 L148 154 L170 150 L162 62 L128 40 C118 52 82 52 72 40 Z',
      p.main,
    ) +
    line('M100 52 V166', p.dark, 4) +
    line('M72 42 L92 66 L100 52 L108 66 L128 42', p.light, 5) +
    line('M72 128 H90 M110 128 H128', p.dark, 5),
  sneaker: (p) => shoe(p, '#f3f1ea'),
  runningShoe: (p) => shoe(p, p.accent) + line('M70 138 C96 118 120 132 150 138', p.light, 6),
  handbag: (p) =>
    line('M68 84 C68 30 132 30 132 84', p.dark, 7) +
    area('M44 82 H156 L164 162 H36 Z', p.main) +
    area('M44 82 H156 L152 112 C120 128 80 128 48 112 Z', p.dark) +
    box([92, 110, 16, 18, 4], '#e2b84f'),
  scarf: (p) =>
    area('M56 52 C80 32 120 32 144 52 C150 76 122 92 100 92 C78 92 50 76 56 52 Z', p.main) +
    area('M74 84 H108 L104 160 H66 Z', p.main) +
    area('M104 84 L132 78 L144 148 H112 Z', p.dark) +
    line('M72 104 H106 M70 126 H105', p.light, 5) +
    repeat(5, (i) => line(`M${70 + i * 8} 160 v8`, p.dark, 3)),
  hat: (p) =>
    area('M56 116 C56 40 144 40 144 116 Z', p.main) +
    oval([100, 124, 74, 20], p.main) +
    oval([100, 118, 50, 11], p.dark) +
    area('M54 104 C80 116 120 116 146 104 V116 C120 128 80 128 54 116 Z', p.accent),
  creamJar: (p) =>
    box([48, 92, 104, 72, 16], GLASS) +
    box([56, 100, 88, 56, 12], p.main) +
    box([44, 62, 112, 34, 8], p.dark) +
    line('M66 132 H134', p.light, 5),
  pumpBottle: (p) =>
    line('M100 66 V44 H72', p.dark, 8) +
    box([86, 60, 28, 18, 4], p.dark) +
    box([60, 76, 80, 90, 18], p.main) +
    box([70, 100, 60, 42, 4], '#ffffffcc') +
    line('M80 114 H120 M80 126 H106', p.accent, 4),
  perfume: (p) =>
    box([84, 34, 32, 30, 4], p.dark) +
    box([92, 62, 16, 14], '#d9c27a') +
    box([52, 76, 96, 90, 10], GLASS) +
    box([62, 104, 76, 54, 6], `${p.main}bb`) +
    line('M64 88 V154', '#ffffffcc', 5),
  lipstick: (p) =>
    box([80, 106, 40, 60, 4], '#2d2b30') +
    box([84, 84, 32, 24], '#d9c27a') +
    area('M86 84 V52 C86 44 108 32 114 38 V84 Z', p.main) +
    line('M93 56 V78', p.light, 4),
  hairDryer: (p) =>
    area('M88 96 H118 L126 160 C126 168 98 168 98 160 Z', p.dark) +
    area('M44 52 H112 C152 52 152 112 112 112 H44 C36 112 36 52 44 52 Z', p.main) +
    box([28, 58, 22, 48, 4], p.accent) +
    disc([116, 82, 18], p.dark) +
    disc([116, 82, 8], p.light),
  toothbrush: (p) =>
    box([84, 84, 32, 82, 14], p.main) +
    line('M100 84 V56', p.dark, 9) +
    box([88, 30, 24, 30, 10], p.light) +
    repeat(4, (i) => line(`M${91 + i * 6} 30 v-8`, p.accent, 3)) +
    disc([100, 112, 7], p.accent) +
    line('M100 130 V150', p.dark, 3),
  tube: (p) =>
    area('M66 40 H134 L126 140 H74 Z', p.main) +
    box([62, 34, 76, 12, 3], p.dark) +
    box([78, 140, 44, 26, 5], p.accent) +
    disc([100, 86, 18], '#ffd66e') +
    repeat(8, (i) => line(ray(i), '#ffd66e', 4)),
  soap: (p) =>
    box([38, 98, 124, 62, 26], p.main) +
    box([50, 106, 100, 40, 18], p.light) +
    disc([60, 74, 12], '#ffffffaa') +
    disc([86, 56, 8], '#ffffffaa') +
    disc([112, 76, 15], '#ffffffaa') +
    line('M80 126 H120', p.dark, 4),
  tent: (p) =>
    area('M100 44 L182 164 H18 Z', p.main) +
    area('M100 44 L18 164 H64 Z', p.dark) +
    area('M100 92 L130 164 H70 Z', p.accent) +
    line('M100 92 V164', p.light, 4) +
    line('M100 44 V32', p.dark, 4),
  sleepingBag: (p) =>
    area('M60 60 C60 24 140 24 140 60 L134 150 C132 172 68 172 66 150 Z', p.main) +
    oval([100, 62, 26, 24], p.dark) +
    repeat(4, (i) => line(`M68 ${100 + i * 16} H132`, p.light, 3)) +
    line('M128 84 V150', p.accent, 4),
  backpack: (p) =>
    line('M78 52 C78 24 122 24 122 52', p.dark, 7) +
    box([52, 46, 96, 120, 26], p.main) +
    box([66, 108, 68, 48, 12], p.dark) +
    line('M66 92 H134', p.light, 5) +
    line('M100 118 V128', p.accent, 6) +
    box([40, 100, 16, 50, 8], p.dark) +
    box([144, 100, 16, 50, 8], p.dark),
  mat: (p) =>
    area('M64 134 H176 V160 H64 Z', p.light) +
    disc([64, 130, 36], p.main) +
    `<circle cx="64" cy="130" r="24" fill="none" stroke="${p.dark}" stroke-width="5"/>` +
    `<circle cx="64" cy="130" r="11" fill="none" stroke="${p.dark}" stroke-width="5"/>` +
    line('M64 94 H150', p.main, 5),
  dumbbell: (p) =>
    line('M56 116 H144', '#9aa3ab', 13) +
    box([36, 80, 20, 72, 7], p.main) +
    box([54, 88, 14, 56, 6], p.dark) +
    box([144, 80, 20, 72, 7], p.main) +
    box([132, 88, 14, 56, 6], p.dark) +
    line('M42 92 V138', p.light, 4),
  bicycle: (p) =>
    repeat(
      2,
      (i) =>
        `<circle cx="${54 + i * 92}" cy="128" r="34" fill="none" stroke="#33363d" stroke-width="6"/>`,
    ) +
    line('M54 128 L80 78 H130 L146 128 M80 78 L96 128 H54 M96 128 L130 78', p.main, 6) +
    line('M74 66 H90', p.dark, 7) +
    line('M130 78 L126 60 H142', p.dark, 5) +
    disc([96, 128, 8], p.accent),
  bottle: (p) =>
    bottleBody(p, 64) +
    box([80, 36, 40, 30, 8], p.dark) +
    line('M88 36 C88 22 112 22 112 36', p.dark, 5) +
    box([68, 108, 64, 14], p.accent),
} satisfies Readonly<Record<string, Shape>>;

function ray(index: number): string {
  const angle = (index * Math.PI) / 4;
  const point = (radius: number) =>
    `${(100 + radius * Math.cos(angle)).toFixed(1)} ${(86 + radius * Math.sin(angle)).toFixed(1)}`;
  return `M${point(23)} L${point(29)}`;
}
