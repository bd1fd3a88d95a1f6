import { area, box, disc, line, oval, repeat, type Paint, type Shape } from './pencil';

const SCREEN = '#1f2a3a';
const GLOW = '#7fb2e5';

/** A flat device with a screen: x, y, width, height. */
function slab(
  place: readonly [number, number, number, number],
  paint: Paint,
  screen = SCREEN,
): string {
  const [x, y, width, height] = place;
  return (
    box([x, y, width, height, 12], paint.main) +
    box([x + 6, y + 8, width - 12, height - 16, 6], screen) +
    area(
      `M${x + 6} ${y + height - 30} L${x + width - 6} ${y + 30} V${y + 14} H${x + 6} Z`,
      '#ffffff18',
    )
  );
}

const cabinet = (x: number, paint: Paint): string =>
  box([x, 45, 58, 123, 6], paint.main) +
  disc([x + 29, 74, 12], paint.dark) +
  disc([x + 29, 74, 5], paint.light) +
  disc([x + 29, 124, 23], paint.dark) +
  disc([x + 29, 124, 15], paint.accent) +
  disc([x + 29, 124, 6], paint.dark);

/** Things with a plug or a battery. */
export const ELECTRONICS_SHAPES = {
  headphones: (p) =>
    line('M48 120 C48 40 152 40 152 120', p.main, 12) +
    line('M56 92 C66 56 134 56 144 92', p.light, 4) +
    box([36, 106, 32, 54, 15], p.dark) +
    box([132, 106, 32, 54, 15], p.dark) +
    box([58, 110, 14, 46, 7], p.accent) +
    box([128, 110, 14, 46, 7], p.accent),
  earbuds: (p) =>
    box([52, 98, 96, 66, 26], p.main) +
    box([52, 98, 96, 14, 7], p.light) +
    disc([100, 142, 4], p.accent) +
    disc([72, 62, 17], p.main) +
    box([66, 66, 11, 38, 5], p.dark) +
    disc([128, 62, 17], p.main) +
    box([123, 66, 11, 38, 5], p.dark) +
    disc([66, 60, 7], p.accent) +
    disc([134, 60, 7], p.accent),
  speaker: (p) =>
    box([34, 84, 132, 78, 38], p.main) +
    box([46, 94, 108, 58, 28], p.dark) +
    disc([78, 123, 20], p.accent) +
    disc([122, 123, 20], p.accent) +
    disc([78, 123, 8], p.dark) +
    disc([122, 123, 8], p.dark) +
    line('M140 88 C162 76 168 92 160 104', p.light, 5),
  soundbar: (p) =>
    box([22, 66, 156, 34, 10], p.main) +
    repeat(12, (i) => box([32 + i * 12, 74, 6, 18, 3], p.dark)) +
    box([76, 112, 50, 54, 6], p.main) +
    disc([101, 139, 18], p.dark) +
    disc([101, 139, 8], p.accent),
  turntable: (p) =>
    box([30, 110, 140, 52, 8], p.main) +
    oval([88, 112, 52, 22], '#24262b') +
    oval([88, 112, 38, 15], '#33363d') +
    oval([88, 112, 16, 7], p.accent) +
    line('M152 84 L150 106 L116 118', p.light, 5) +
    disc([152, 84, 7], p.dark) +
    disc([154, 142, 6], p.dark),
  microphone: (p) =>
    box([76, 36, 48, 78, 24], p.main) +
    repeat(5, (i) => line(`M82 ${54 + i * 11} H118`, p.dark, 3)) +
    line('M62 92 C62 140 138 140 138 92', p.accent, 6) +
    line('M100 128 V158', p.accent, 6) +
    oval([100, 162, 34, 7], p.dark),
  radio: (p) =>
    line('M66 60 L122 30', p.dark, 4) +
    box([34, 60, 132, 104, 16], p.main) +
    box([46, 76, 66, 72, 8], p.dark) +
    repeat(6, (i) => line(`M54 ${86 + i * 11} H104`, p.light, 3)) +
    box([122, 76, 34, 22, 4], SCREEN) +
    disc([139, 128, 18], p.light) +
    line('M139 128 L149 118', p.accent, 4),
  shelfSpeaker: (p) => cabinet(36, p) + cabinet(106, p),
  laptop: (p) =>
    box([46, 52, 108, 78, 8], p.dark) +
    box([52, 58, 96, 64, 3], SCREEN) +
    area('M52 116 L120 58 H52 Z', '#ffffff14') +
    line('M64 76 H98 M64 88 H112 M64 100 H86', GLOW, 4) +
    area('M30 132 H170 L160 156 H40 Z', p.main) +
    area('M82 136 H118 L121 146 H79 Z', p.light),
  monitor: (p) =>
    box([28, 42, 144, 88, 8], p.main) +
    box([34, 48, 132, 70, 4], SCREEN) +
    area('M34 118 V92 C60 70 84 108 112 84 S150 76 166 64 V118 Z', GLOW) +
    box([90, 130, 20, 26], p.dark) +
    oval([100, 160, 42, 7], p.dark),
  keyboard: (p) =>
    box([22, 84, 156, 72, 10], p.main) +
    repeat(30, (i) =>
      box(
        [31 + (i % 10) * 14, 94 + Math.floor(i / 10) * 15, 11, 11, 3],
        i % 7 === 3 ? p.accent : p.dark,
      ),
    ) +
    box([62, 139, 76, 11, 3], p.dark),
  mouse: (p) =>
    area('M62 92 C62 44 138 44 138 92 V124 C138 176 62 176 62 124 Z', p.main) +
    line('M100 58 V98', p.dark, 3) +
    line('M62 100 H138', p.dark, 3) +
    box([94, 70, 12, 24, 6], p.accent),
  drive: (p) =>
    box([56, 44, 88, 120, 14], p.main) +
    box([64, 52, 72, 104, 10], p.light) +
    box([76, 70, 48, 6, 3], p.dark) +
    disc([100, 138, 5], p.accent) +
    box([90, 160, 20, 8, 2], p.dark),
  hub: (p) =>
    line('M46 116 C20 116 22 66 52 66', p.dark, 7) +
    box([46, 90, 122, 48, 10], p.main) +
    repeat(4, (i) => box([60 + i * 26, 106, 18, 14, 3], p.dark)) +
    disc([160, 97, 3], p.accent),
  webcam: (p) =>
    disc([100, 84, 44], p.main) +
    disc([100, 84, 28], p.dark) +
    disc([100, 84, 16], SCREEN) +
    disc([94, 78, 5], GLOW) +
    disc([100, 48, 3], p.accent) +
    area('M82 126 H118 L132 160 H68 Z', p.dark),
  router: (p) =>
    line('M52 112 L42 50 M100 112 V44 M148 112 L158 50', p.dark, 7) +
    box([30, 108, 140, 46, 12], p.main) +
    repeat(5, (i) => disc([52 + i * 14, 132, 4], i < 3 ? p.accent : p.dark)) +
    line('M128 136 C132 128 142 128 146 136', p.dark, 4),
  phone: (p) =>
    slab([64, 32, 72, 134], p) +
    box([88, 38, 24, 5, 2], p.dark) +
    line('M90 156 H110', '#ffffff66', 3),
  phoneCase: (p) =>
    box([62, 30, 76, 138, 16], p.main) +
    box([70, 40, 32, 42, 10], p.dark) +
    disc([80, 52, 6], SCREEN) +
    disc([92, 68, 6], SCREEN) +
    line('M70 152 H130', p.light, 4),
  tablet: (p) =>
    slab([46, 38, 108, 128], p) +
    disc([100, 43, 2], p.light) +
    line('M150 60 L166 150', p.accent, 6),
  ereader: (p) =>
    slab([54, 34, 92, 132], p, '#f2efe6') +
    repeat(7, (i) => line(`M70 ${58 + i * 13} H${i === 6 ? 102 : 130}`, '#8a867b', 3)),
  watch: (p) =>
    box([80, 26, 40, 146, 12], p.accent) +
    box([60, 62, 80, 76, 20], p.main) +
    box([67, 69, 66, 62, 14], SCREEN) +
    line('M100 84 V102 L112 110', GLOW, 5) +
    box([140, 90, 7, 18, 3], p.dark),
  band: (p) =>
    line('M70 56 C50 90 50 120 74 150 M130 56 C150 90 150 120 126 150', p.main, 18) +
    box([74, 40, 52, 122, 24], p.main) +
    box([82, 66, 36, 70, 14], SCREEN) +
    line('M88 100 H94 L99 88 L105 112 L109 100 H113', GLOW, 3),
  battery: (p) =>
    box([58, 40, 84, 126, 16], p.main) +
    box([84, 50, 32, 8, 3], p.dark) +
    area('M106 76 L82 112 H98 L92 140 L120 100 H102 Z', p.accent) +
    repeat(4, (i) => disc([82 + i * 12, 154, 3], p.light)),
  charger: (p) =>
    box([86, 30, 8, 28, 3], p.dark) +
    box([106, 30, 8, 28, 3], p.dark) +
    box([62, 54, 76, 88, 16], p.main) +
    box([82, 116, 36, 12, 5], p.dark) +
    line('M100 142 V152 C100 168 140 156 144 168', p.accent, 5),
  printer: (p) =>
    box([68, 40, 64, 44, 4], '#ffffff') +
    box([38, 76, 124, 74, 14], p.main) +
    box([54, 86, 64, 18, 4], SCREEN) +
    disc([144, 95, 7], p.accent) +
    box([66, 132, 68, 34, 4], '#ffffff') +
    line('M76 144 H124 M76 154 H108', p.dark, 3),
  shredder: (p) =>
    box([70, 30, 60, 44, 3], '#ffffff') +
    box([48, 66, 104, 26, 8], p.dark) +
    box([54, 88, 92, 80, 6], p.main) +
    repeat(6, (i) => line(`M${70 + i * 12} 108 V150`, p.light, 4)) +
    disc([140, 79, 4], p.accent),
} satisfies Readonly<Record<string, Shape>>;
