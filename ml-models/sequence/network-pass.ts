import type { Tensor2D, TensorFlow } from '../runtime/engine.types';
import { attended } from './attention';
import { fedForward } from './feed-forward';
import { normalised } from './layer-norm';
import type { BlockTensors, NetworkTensors } from './network-tensors';
import type { Dropper, Passed } from './passed.types';
import type { RowTensors } from './row-tensors';

export interface PassSettings {
  readonly rows: RowTensors;
  /** For what flows through; for who looks at whom. */
  readonly drop: Dropper;
  readonly dropAttention: Dropper;
}

/** The state after every act, [tokens, width], and the way back: to what went in, and to every number of the network. */
export interface NetworkPass {
  readonly output: Tensor2D;
  readonly back: (pull: Tensor2D) => { readonly pull: Tensor2D; readonly gradient: NetworkTensors };
}

/**
 * A causal transformer: normalisation before each step, its outcome added to what was there.
 *
 * @param input [tokens, width]: the vectors of the items, in packed rows. Call it in `tf.tidy`.
 * @see Kang and McAuley 2018, "Self-Attentive Sequential Recommendation".
 */
export function networkPass(
  tf: TensorFlow,
  network: NetworkTensors,
  input: Tensor2D,
  settings: PassSettings,
): NetworkPass {
  const kept = settings.drop(input.shape);
  let state = kept === null ? input : tf.mul<Tensor2D>(input, kept);
  const passed = network.blocks.map((block) => {
    const step = blockPass(tf, block, state, settings);
    state = step.output;
    return step;
  });
  const last = normalised(tf, state, network.last);
  return {
    output: last.output,
    back: (pull) => {
      const end = last.back(pull);
      let onState = end.pull;
      const blocks = passed.toReversed().map((step) => {
        const outcome = step.back(onState);
        onState = outcome.pull;
        return outcome.gradient;
      });
      return {
        pull: kept === null ? onState : tf.mul<Tensor2D>(onState, kept),
        gradient: { blocks: blocks.toReversed(), last: end.gradient },
      };
    },
  };
}

function blockPass(
  tf: TensorFlow,
  block: BlockTensors,
  input: Tensor2D,
  settings: PassSettings,
): Passed<keyof BlockTensors> {
  const { rows, drop, dropAttention } = settings;
  const before = normalised(tf, input, { gain: block.attentionGain, bias: block.attentionBias });
  const looked = attended(tf, before.output, block, { rows, drop: dropAttention });
  const first = added(tf, input, looked.output, drop);
  const between = normalised(tf, first.sum, { gain: block.forwardGain, bias: block.forwardBias });
  const fed = fedForward(tf, between.output, block, drop);
  const second = added(tf, first.sum, fed.output, drop);
  return {
    output: second.sum,
    back: (pull) => {
      const onFed = fed.back(second.toChange(pull));
      const onBetween = between.back(onFed.pull);
      const onFirst = tf.add<Tensor2D>(pull, onBetween.pull);
      const onLooked = looked.back(first.toChange(onFirst));
      const onBefore = before.back(onLooked.pull);
      return {
        pull: tf.add(onFirst, onBefore.pull),
        gradient: {
          ...onLooked.gradient,
          ...onFed.gradient,
          attentionGain: onBefore.gradient.gain,
          attentionBias: onBefore.gradient.bias,
          forwardGain: onBetween.gradient.gain,
          forwardBias: onBetween.gradient.bias,
        },
      };
    },
  };
}

function added(
  tf: TensorFlow,
  state: Tensor2D,
  change: Tensor2D,
  drop: Dropper,
): { readonly sum: Tensor2D; readonly toChange: (pull: Tensor2D) => Tensor2D } {
  const kept = drop(change.shape);
  if (kept === null) return { sum: tf.add(state, change), toChange: (pull) => pull };
  return {
    sum: tf.add(state, tf.mul(change, kept)),
    toChange: (pull) => tf.mul(pull, kept),
  };
}
