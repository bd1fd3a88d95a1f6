import type { NamedTensor } from './safetensors';

/** A node of a graph: what it works out, from what, called how. */
export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

export type OnnxAttribute =
  { readonly int: number } | { readonly float: number } | { readonly ints: readonly number[] };

export type OnnxConstant = NamedTensor | { readonly whole: readonly number[] };

/** A tensor that goes in or comes out; a name stands for a length that is not known before. */
export interface OnnxValue {
  readonly name: string;
  readonly type: 'float' | 'int64';
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, OnnxConstant>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** The first version with `Gelu`. */
const OPERATOR_SET = 20;
const FORMAT = 9;

/** Codes of types in files. */
const TYPES = { float: 1, int64: 7 } as const;
const ATTRIBUTE_TYPES = { float: 1, int: 2, ints: 7 } as const;

/** Ways to lay out a field. */
const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

type Piece = Uint8Array;
type Message = readonly Piece[];

/**
 * The bytes of a graph as an ONNX file: protocol buffers, whose field numbers are those of onnx.proto.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto and https://protobuf.dev/programming-guides/encoding
 */
export function writeOnnx(graph: OnnxGraph): Buffer {
  return Buffer.concat([
    ...number(1, FORMAT),
    ...message(8, number(2, OPERATOR_SET)),
    ...message(7, graphMessage(graph)),
  ]);
}

function graphMessage({ nodes, constants, inputs, outputs }: OnnxGraph): Message {
  return [
    ...nodes.flatMap((node) => message(1, nodeMessage(node))),
    ...text(2, 'encoder'),
    ...[...constants].flatMap(([name, constant]) => message(5, tensorMessage(name, constant))),
    ...inputs.flatMap((value) => message(11, valueMessage(value))),
    ...outputs.flatMap((value) => message(12, valueMessage(value))),
  ];
}

function nodeMessage({ operator, inputs, output, attributes = {} }: OnnxNode): Message {
  return [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, output),
    ...text(3, output),
    ...text(4, operator),
    ...Object.entries(attributes).flatMap(([name, attribute]) =>
      message(5, attributeMessage(name, attribute)),
    ),
  ];
}

function attributeMessage(name: string, attribute: OnnxAttribute): Message {
  if ('float' in attribute)
    return [...text(1, name), ...float(2, attribute.float), ...number(20, ATTRIBUTE_TYPES.float)];
  if ('int' in attribute)
    return [...text(1, name), ...number(3, attribute.int), ...number(20, ATTRIBUTE_TYPES.int)];
  const list = attribute.ints.flatMap((value) => number(8, value));
  return [...text(1, name), ...list, ...number(20, ATTRIBUTE_TYPES.ints)];
}

function tensorMessage(name: string, constant: OnnxConstant): Message {
  const isWhole = 'whole' in constant;
  const shape = isWhole ? [constant.whole.length] : constant.shape;
  const data = isWhole ? wholeBytes(constant.whole) : floatBytes(constant.values);
  return [
    ...shape.flatMap((length) => number(1, length)),
    ...number(2, isWhole ? TYPES.int64 : TYPES.float),
    ...text(8, name),
    ...bytes(9, data),
  ];
}

function valueMessage({ name, type, shape }: OnnxValue): Message {
  const lengths = shape.flatMap((length) =>
    message(1, typeof length === 'number' ? number(1, length) : text(2, length)),
  );
  const tensorType = [...number(1, TYPES[type]), ...message(2, lengths)];
  return [...text(1, name), ...message(2, message(1, tensorType))];
}

const tag = (field: number, way: number): Piece => varint(BigInt((field << 3) | way));

const number = (field: number, value: number): Message => [
  tag(field, VARINT),
  varint(BigInt.asUintN(64, BigInt(value))),
];

const bytes = (field: number, value: Uint8Array): Message => [
  tag(field, BYTES),
  varint(BigInt(value.length)),
  value,
];

const text = (field: number, value: string): Message => bytes(field, Buffer.from(value, 'utf8'));

/** Pieces are joined once, at the very end: the weights are large. */
function message(field: number, pieces: Message): Message {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return [tag(field, BYTES), varint(BigInt(length)), ...pieces];
}

function float(field: number, value: number): Message {
  const piece = Buffer.alloc(4);
  piece.writeFloatLE(value);
  return [tag(field, FIXED32), piece];
}

function varint(value: bigint): Piece {
  const septets: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) septets.push(Number(rest & 127n) | 128);
  return Uint8Array.from([...septets, Number(rest)]);
}

function wholeBytes(values: readonly number[]): Buffer {
  const data = Buffer.alloc(8 * values.length);
  values.forEach((value, index) => data.writeBigInt64LE(BigInt(value), 8 * index));
  return data;
}

/** Little-endian, as every machine that Node runs on is but one. */
const floatBytes = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
