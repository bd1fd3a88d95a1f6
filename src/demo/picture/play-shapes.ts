import { area, box, disc, line, oval, repeat, type Shape } from './pencil';

const RAINBOW = ['#d9534a', '#ee9b3c', '#f0cf4e', '#5aa86a', '#4a86c9', '#8a63b0'];
const rainbow = (index: number): string => RAINBOW[index % RAINBOW.length] ?? '#888888';

/** Toys and stationery. */
export const PLAY_SHAPES = {
  blocks: (p) =>
    box([34, 116, 48, 48, 5], p.main) +
    box([84, 116, 48, 48, 5], rainbow(2)) +
    box([60, 66, 48, 48, 5], rainbow(4)) +
    area('M110 114 L134 66 L158 114 Z', p.dark) +
    box([136, 132, 30, 32, 4], rainbow(3)) +
    disc([58, 140, 10], p.light),
  puzzle: (p) =>
    box([40, 50, 120, 112, 6], p.light) +
    area('M40 50 H98 V74 C116 66 116 100 98 92 V106 H40 Z', p.main) +
    area('M102 110 H160 V162 H102 V146 C86 152 86 122 102 130 Z', p.accent) +
    area('M40 110 H62 C56 126 88 126 82 110 H98 V162 H40 Z', rainbow(3)) +
    area('M102 50 H160 V106 H138 C144 90 112 90 118 106 H102 Z', rainbow(2)),
  boardGame: (p) =>
    area('M30 142 L72 76 H160 L172 142 Z', p.light) +
    repeat(8, (i) =>
      disc([62 + (i % 4) * 28 - Math.floor(i / 4) * 8, 96 + Math.floor(i / 4) * 28, 8], rainbow(i)),
    ) +
    area('M96 118 C96 96 112 96 112 118 L118 134 H90 Z', p.main) +
    disc([104, 96, 9], p.main) +
    box([128, 138, 28, 28, 6], '#ffffff') +
    repeat(3, (i) => disc([135 + i * 7, 145 + i * 7, 2.5], p.dark)) +
    box([28, 142, 96, 10, 3], p.dark),
  teddy: (p) =>
    disc([68, 52, 15], p.main) +
    disc([132, 52, 15], p.main) +
    disc([100, 76, 38], p.main) +
    oval([100, 134, 42, 36], p.main) +
    oval([100, 138, 24, 22], p.light) +
    disc([52, 126, 15], p.dark) +
    disc([148, 126, 15], p.dark) +
    oval([100, 88, 17, 13], p.light) +
    disc([87, 70, 4], '#26221f') +
    disc([113, 70, 4], '#26221f') +
    oval([100, 83, 6, 4], '#26221f') +
    disc([74, 160, 14], p.dark) +
    disc([126, 160, 14], p.dark),
  train: (p) =>
    box([36, 96, 88, 42, 10], p.main) +
    box([104, 60, 52, 78, 8], p.dark) +
    box([114, 70, 32, 28, 4], '#cfe6f2') +
    box([52, 66, 18, 32, 4], p.accent) +
    disc([60, 52, 10], '#ffffffbb') +
    disc([46, 38, 7], '#ffffffbb') +
    repeat(
      4,
      (i) => disc([52 + i * 30, 148, 14], rainbow(i)) + disc([52 + i * 30, 148, 5], '#ffffff'),
    ) +
    line('M24 166 H176', '#8a7a66', 5),
  kite: (p) =>
    area('M112 28 L160 78 L96 140 L64 72 Z', p.main) +
    area('M112 28 L160 78 L64 72 Z', p.light) +
    line('M112 28 L96 140 M160 78 L64 72', p.dark, 3) +
    line('M96 140 C80 150 96 160 76 166 S48 160 40 172', p.dark, 3) +
    repeat(3, (i) => disc([84 - i * 17, 152 + i * 6, 6], rainbow(i))),
  toyCar: (p) =>
    area(
      'M26 122 C28 102 52 100 64 96 L84 70 H130 L152 98 C172 100 176 112 174 136 H26 Z',
      p.main,
    ) +
    area('M80 94 L92 78 H124 L138 94 Z', '#cfe6f2') +
    disc([62, 138, 22], '#2b2d33') +
    disc([62, 138, 9], p.light) +
    disc([140, 138, 22], '#2b2d33') +
    disc([140, 138, 9], p.light) +
    line('M150 96 V50', p.dark, 3) +
    disc([150, 48, 5], p.accent) +
    line('M84 112 H118', p.light, 5),
  flask: (p) =>
    area(
      'M84 40 H116 V84 L154 150 C158 160 152 166 144 166 H56 C48 166 42 160 46 150 L84 84 Z',
      '#e2eef2',
    ) +
    area('M68 112 H132 L154 150 C158 160 152 166 144 166 H56 C48 166 42 160 46 150 Z', p.main) +
    box([78, 34, 44, 10, 5], p.dark) +
    disc([88, 138, 8], '#ffffff88') +
    disc([112, 148, 6], '#ffffff88') +
    disc([106, 98, 6], p.light) +
    disc([98, 68, 5], p.light),
  notebook: (p) =>
    box([54, 36, 96, 130, 6], '#f7f3e8') +
    box([48, 36, 96, 130, 6], p.main) +
    box([48, 36, 16, 130, 5], p.dark) +
    line('M132 36 V166', p.accent, 5) +
    box([78, 64, 42, 26, 3], p.light),
  planner: (p) =>
    box([44, 44, 112, 122, 8], p.main) +
    box([54, 70, 92, 86, 4], '#fbf9f2') +
    repeat(15, (i) =>
      box(
        [62 + (i % 5) * 16, 80 + Math.floor(i / 5) * 24, 11, 15, 2],
        i === 7 ? p.accent : '#ddd7c8',
      ),
    ) +
    repeat(5, (i) => line(`M${60 + i * 20} 36 V54`, p.dark, 5)),
  pen: (p) =>
    area('M42 158 L52 128 L66 142 Z', '#d6b65a') +
    line('M60 136 L104 92', p.dark, 16) +
    line('M104 92 L150 46', p.main, 20) +
    line('M118 66 L142 42', p.accent, 4) +
    line('M42 158 C70 168 96 160 124 166', p.dark, 3),
  pencils: (p) =>
    repeat(
      6,
      (i) =>
        area(`M${38 + i * 22} 70 L${47 + i * 22} 42 L${56 + i * 22} 70 Z`, '#ecd3a7') +
        area(`M${44 + i * 22} 51 L${47 + i * 22} 42 L${50 + i * 22} 51 Z`, rainbow(i)) +
        box([38 + i * 22, 70, 18, 70], rainbow(i)),
    ) +
    box([30, 118, 142, 48, 8], p.main) +
    line('M44 142 H158', p.light, 4),
  inkBrush: (p) =>
    line('M64 40 L86 106', '#c8a468', 9) +
    area('M80 106 L94 102 C104 124 100 142 98 158 C86 146 80 126 80 106 Z', '#2b2a2c') +
    line('M130 36 L124 104', '#b28a4f', 9) +
    area('M117 104 L132 104 C134 126 126 144 122 156 C116 142 114 124 117 104 Z', p.light) +
    oval([146, 158, 30, 9], '#3a393c') +
    oval([146, 155, 20, 5], '#17171a') +
    line('M42 34 H158', p.main, 6),
} satisfies Readonly<Record<string, Shape>>;
