/** What others reached on the same items by the same protocol; not measured here. */
export interface PublishedFigure {
  readonly data: string;
  readonly model: string;
  readonly source: string;
  readonly hitRate: number;
  readonly ndcg: number;
}

type Figures = Readonly<Record<string, readonly [hitRate: number, ndcg: number]>>;

const TABLE: readonly (readonly [model: string, source: string, figures: Figures])[] = [
  [
    'PopRec (its counts include the test items)',
    'Zhou et al. 2020',
    { beauty: [0.0152, 0.0068], sports: [0.0094, 0.0053], toys: [0.0113, 0.0061] },
  ],
  [
    'Gorse 0.4.15, its defaults, asked through its API',
    'measured elsewhere',
    { beauty: [0.0224, 0.0109] },
  ],
  ['implicit, BPR', 'measured elsewhere', { beauty: [0.036, 0.018] }],
  [
    'implicit, ALS with 256 factors',
    'measured elsewhere',
    { beauty: [0.0616, 0.0328], sports: [0.0418, 0.0223], toys: [0.0648, 0.036] },
  ],
  [
    'implicit, item neighbours, cosine',
    'measured elsewhere',
    { beauty: [0.057, 0.0327], sports: [0.0319, 0.0185], toys: [0.0667, 0.0393] },
  ],
  [
    'implicit, item neighbours, BM25',
    'measured elsewhere',
    { beauty: [0.0625, 0.0349], sports: [0.0332, 0.02], toys: [0.0719, 0.0424] },
  ],
  ['EASE', 'measured elsewhere', { beauty: [0.0696, 0.0392], toys: [0.0735, 0.0423] }],
  [
    'SASRec',
    'Kang and McAuley 2018, as in Zhou et al. 2020',
    { beauty: [0.0605, 0.0318], sports: [0.035, 0.0192], toys: [0.0675, 0.0374] },
  ],
  [
    'S3-Rec',
    'Zhou et al. 2020',
    { beauty: [0.0647, 0.0327], sports: [0.0385, 0.0204], toys: [0.07, 0.0376] },
  ],
  [
    'TIGER',
    'Rajput et al. 2023',
    { beauty: [0.0648, 0.0384], sports: [0.04, 0.0225], toys: [0.0712, 0.0432] },
  ],
  ['DuoRec', 'Qiu et al. 2022', { beauty: [0.0845, 0.0443], sports: [0.0498, 0.0262] }],
  [
    'SASRec with sampled softmax',
    'eSASRec repository, 2025',
    { beauty: [0.0921, 0.0531], sports: [0.0569, 0.0314], toys: [0.097, 0.058] },
  ],
  ['BSARec', 'Shin et al. 2024, its own log', { beauty: [0.1008, 0.0611] }],
];

/** @param data such as `beauty`. */
export function publishedFigures(data: string): readonly PublishedFigure[] {
  return TABLE.flatMap(([model, source, figures]) => {
    const [hitRate, ndcg] = figures[data] ?? [];
    return hitRate === undefined || ndcg === undefined
      ? []
      : [{ data, model, source, hitRate, ndcg }];
  });
}
