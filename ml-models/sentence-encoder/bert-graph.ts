import type { OnnxAttribute, OnnxConstant, OnnxGraph, OnnxNode } from './onnx-writer';
import type { NamedTensor, TensorsByName } from './safetensors';

/** The shape of a network: what its tensors do not tell. */
export interface BertShape {
  readonly layers: number;
  readonly heads: number;
  /** Numbers per token; a multiple of `heads`. */
  readonly width: number;
  /** Keeps the normalisation of layers from dividing by zero. */
  readonly layerNormEpsilon: number;
}

/** Far below every logit: what it is added to gets no attention. */
const NO_ATTENTION = -1e9;

const TINY = 1e-9;

/**
 * A BERT encoder whose last layer is averaged over the tokens of a text and brought to length 1. Takes `input_ids`,
 * `attention_mask` (1 for tokens, 0 for what only fills up) and gives `sentence`.
 *
 * @throws Error when a tensor is missing.
 * @see Devlin et al. 2019, "BERT"; Reimers and Gurevych 2019, "Sentence-BERT", for the averaging.
 */
export function bertGraph(tensors: TensorsByName, shape: BertShape): OnnxGraph {
  const draft = new GraphDraft(tensors);
  const attentionBias = biasOf(draft);
  let tokens = embeddings(draft, shape);
  for (let layer = 0; layer < shape.layers; layer += 1)
    tokens = encoderLayer(draft, shape, { layer, tokens, attentionBias });
  averaged(draft, tokens);
  return {
    nodes: draft.nodes,
    constants: draft.constants,
    inputs: ['input_ids', 'attention_mask'].map((name) => ({
      name,
      type: 'int64',
      shape: ['texts', 'tokens'],
    })),
    outputs: [{ name: 'sentence', type: 'float', shape: ['texts', shape.width] }],
  };
}

interface LayerPlace {
  readonly layer: number;
  readonly tokens: string;
  readonly attentionBias: string;
}

/** A graph that grows: every step is named by what it works out. */
class GraphDraft {
  readonly nodes: OnnxNode[] = [];
  readonly constants = new Map<string, OnnxConstant>();

  constructor(private readonly tensors: TensorsByName) {}

  add(
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): string {
    this.nodes.push({ operator, inputs, output, attributes });
    return output;
  }

  whole(name: string, ...values: readonly number[]): string {
    this.constants.set(name, { whole: values });
    return name;
  }

  scalar(name: string, value: number): string {
    this.constants.set(name, { shape: [], values: Float32Array.of(value) });
    return name;
  }

  weights(name: string): string {
    if (!this.constants.has(name)) this.constants.set(name, this.tensor(name));
    return name;
  }

  /** x · Wᵀ + b */
  linear(input: string, name: string, output: string): string {
    const turned = `${name}.turned`;
    if (!this.constants.has(turned))
      this.constants.set(turned, transposed(this.tensor(`${name}.weight`)));
    const product = this.add('MatMul', [input, turned], `${output}.product`);
    return this.add('Add', [product, this.weights(`${name}.bias`)], output);
  }

  layerNorm(input: string, name: string, epsilon: number): string {
    return this.add(
      'LayerNormalization',
      [input, this.weights(`${name}.weight`), this.weights(`${name}.bias`)],
      `${name}.output`,
      { axis: { int: -1 }, epsilon: { float: epsilon } },
    );
  }

  private tensor(name: string): NamedTensor {
    const tensor = this.tensors.get(name);
    if (tensor) return tensor;
    throw new Error(`it has no ${name}`);
  }
}

/** What each token means by itself, where it stands, and that all belong to one text. */
function embeddings(draft: GraphDraft, { layerNormEpsilon }: BertShape): string {
  const words = draft.weights('embeddings.word_embeddings.weight');
  const word = draft.add('Gather', [words, 'input_ids'], 'word');
  const count = draft.add('Shape', ['input_ids'], 'count', { start: { int: 1 }, end: { int: 2 } });
  const positions = draft.weights('embeddings.position_embeddings.weight');
  const axis = draft.whole('first_axis', 0);
  const position = draft.add('Slice', [positions, draft.whole('zero', 0), count, axis], 'position');
  const kinds = draft.weights('embeddings.token_type_embeddings.weight');
  const kind = draft.add('Gather', [kinds, draft.whole('first_kind', 0)], 'kind');
  const placed = draft.add('Add', [word, position], 'placed_word');
  const sum = draft.add('Add', [placed, kind], 'token');
  return draft.layerNorm(sum, 'embeddings.LayerNorm', layerNormEpsilon);
}

/** 0 for tokens, far below for what only fills up; one row per text. */
function biasOf(draft: GraphDraft): string {
  const mask = draft.add('Cast', ['attention_mask'], 'mask', { to: { int: 1 } });
  const away = draft.add('Sub', [draft.scalar('one', 1), mask], 'away');
  const bias = draft.add('Mul', [away, draft.scalar('no_attention', NO_ATTENTION)], 'bias');
  return draft.add('Unsqueeze', [bias, draft.whole('inner_axes', 1, 2)], 'attention_bias');
}

function encoderLayer(draft: GraphDraft, shape: BertShape, place: LayerPlace): string {
  const name = `encoder.layer.${place.layer}`;
  const attended = attention(draft, shape, place);
  const mixed = draft.linear(attended, `${name}.attention.output.dense`, `${name}.mixed`);
  const kept = draft.add('Add', [mixed, place.tokens], `${name}.kept`);
  const first = draft.layerNorm(kept, `${name}.attention.output.LayerNorm`, shape.layerNormEpsilon);
  const wide = draft.linear(first, `${name}.intermediate.dense`, `${name}.wide`);
  const bent = draft.add('Gelu', [wide], `${name}.bent`);
  const narrow = draft.linear(bent, `${name}.output.dense`, `${name}.narrow`);
  const sum = draft.add('Add', [narrow, first], `${name}.sum`);
  return draft.layerNorm(sum, `${name}.output.LayerNorm`, shape.layerNormEpsilon);
}

/** Every token looks at every other one, in several heads at once. */
function attention(draft: GraphDraft, shape: BertShape, place: LayerPlace): string {
  const name = `encoder.layer.${place.layer}.attention`;
  const size = shape.width / shape.heads;
  const apart = draft.whole('apart', 0, 0, shape.heads, size);
  const head = (role: string, perm: readonly number[]): string => {
    const values = draft.linear(place.tokens, `${name}.self.${role}`, `${name}.${role}`);
    const split = draft.add('Reshape', [values, apart], `${name}.${role}.heads`);
    return draft.add('Transpose', [split], `${name}.${role}.turned`, { perm: { ints: perm } });
  };
  const questions = head('query', [0, 2, 1, 3]);
  const keys = head('key', [0, 2, 3, 1]);
  const values = head('value', [0, 2, 1, 3]);
  const match = draft.add('MatMul', [questions, keys], `${name}.match`);
  const scale = draft.scalar('scale', 1 / Math.sqrt(size));
  const scaled = draft.add('Mul', [match, scale], `${name}.scaled`);
  const allowed = draft.add('Add', [scaled, place.attentionBias], `${name}.allowed`);
  const shares = draft.add('Softmax', [allowed], `${name}.shares`, { axis: { int: -1 } });
  const seen = draft.add('MatMul', [shares, values], `${name}.seen`);
  const perm = { perm: { ints: [0, 2, 1, 3] } };
  const turned = draft.add('Transpose', [seen], `${name}.seen.turned`, perm);
  const together = draft.whole('together', 0, 0, shape.width);
  return draft.add('Reshape', [turned, together], `${name}.together`);
}

function averaged(draft: GraphDraft, tokens: string): void {
  const last = draft.whole('last_axis', 2);
  const mask = draft.add('Unsqueeze', ['mask', last], 'token_mask');
  const counted = draft.add('Mul', [tokens, mask], 'counted');
  const axis = draft.whole('token_axis', 1);
  const gone = { keepdims: { int: 0 } };
  const sum = draft.add('ReduceSum', [counted, axis], 'sum_of_tokens', gone);
  const number = draft.add('ReduceSum', [mask, axis], 'number_of_tokens', gone);
  const some = draft.add('Max', [number, draft.scalar('tiny', TINY)], 'at_least_tiny');
  const mean = draft.add('Div', [sum, some], 'mean');
  draft.add('LpNormalization', [mean], 'sentence', { axis: { int: -1 }, p: { int: 2 } });
}

function transposed({ shape, values }: NamedTensor): NamedTensor {
  const [rows = 0, columns = 0] = shape;
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      turned[column * rows + row] = values[row * columns + column] ?? 0;
  return { shape: [columns, rows], values: turned };
}
