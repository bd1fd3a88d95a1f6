/**
 * The network of the ranker: a straight line plus one hidden layer,
 *
 *   score(x) = linear · x + toScore · tanh(x · toHidden + bias)
 *
 * The line alone can be what the shop already ranks by, so that training starts from there and learns what to add.
 */
export interface Network {
  /** Numbers that go in per candidate. */
  readonly inputs: number;
  /** Hidden units of all members together. */
  readonly hidden: number;
  /**
   * How many networks, trained from different starts, were averaged into this one. The average of networks of this form is again
   * one: their hidden units side by side, so it costs nothing to serve, to keep or to explain.
   */
  readonly members: number;
  /** `toHidden` [inputs × hidden], `bias` [hidden], `toScore` [hidden], `linear` [inputs], one after the other. */
  readonly weights: Float32Array;
}

/** The four parts of the weights, as views: writing to one writes to the network. */
export interface NetworkParts {
  readonly toHidden: Float32Array;
  readonly bias: Float32Array;
  readonly toScore: Float32Array;
  readonly linear: Float32Array;
}

type Shape = Pick<Network, 'inputs' | 'hidden'>;

export function weightsIn({ inputs, hidden }: Shape): number {
  return inputs * hidden + hidden + hidden + inputs;
}

export function partsOf(network: Shape & Pick<Network, 'weights'>): NetworkParts {
  const { inputs, hidden, weights } = network;
  const bias = inputs * hidden;
  const linear = bias + 2 * hidden;
  return {
    toHidden: weights.subarray(0, bias),
    bias: weights.subarray(bias, bias + hidden),
    toScore: weights.subarray(bias + hidden, linear),
    linear: weights.subarray(linear, linear + inputs),
  };
}

/** A network of one member whose weights are all 0. */
export function blankNetwork(inputs: number, hidden: number): Network {
  const shape = { inputs, hidden };
  return { ...shape, members: 1, weights: new Float32Array(weightsIn(shape)) };
}

/** One network whose scores are the mean of the scores of those given; all of one shape, at least one. */
export function averageOf(members: readonly Network[]): Network {
  const first = members[0];
  if (first === undefined) throw new RangeError('averageOf needs at least one network');
  const whole = blankNetwork(first.inputs, first.hidden * members.length);
  const target = partsOf(whole);
  members.forEach((member, index) => {
    const source = partsOf(member);
    const at = index * first.hidden;
    copyColumns(source.toHidden, first.hidden, target.toHidden, { width: whole.hidden, at });
    target.bias.set(source.bias, at);
    target.toScore.set(
      source.toScore.map((weight) => weight / members.length),
      at,
    );
    source.linear.forEach((weight, input) => {
      target.linear[input] = (target.linear[input] ?? 0) + weight / members.length;
    });
  });
  return { ...whole, members: members.length };
}

/** The networks that were averaged: their mean is the network given. Each has the common line, as its own is not kept. */
export function membersOf(network: Network): readonly Network[] {
  const hidden = network.hidden / network.members;
  const source = partsOf(network);
  return Array.from({ length: network.members }, (_, index) => {
    const member = blankNetwork(network.inputs, hidden);
    const target = partsOf(member);
    const at = index * hidden;
    for (let input = 0; input < network.inputs; input += 1) {
      const from = input * network.hidden + at;
      target.toHidden.set(source.toHidden.subarray(from, from + hidden), input * hidden);
    }
    target.bias.set(source.bias.subarray(at, at + hidden));
    target.toScore.set(
      source.toScore.subarray(at, at + hidden).map((weight) => weight * network.members),
    );
    target.linear.set(source.linear);
    return member;
  });
}

function copyColumns(
  source: Float32Array,
  columns: number,
  target: Float32Array,
  place: { readonly width: number; readonly at: number },
): void {
  for (let row = 0; row * columns < source.length; row += 1) {
    const values = source.subarray(row * columns, (row + 1) * columns);
    target.set(values, row * place.width + place.at);
  }
}
