import { asModelId } from '../../../../src/shared/ids';
import { judgeShadow, SHADOW_BOUNDS } from '../../../../src/training/gate/judge-shadow';
import { aShadowReport, aVerdict } from '../../../support/a-model';

const settings = { ...SHADOW_BOUNDS, searches: 200 };
const champion = asModelId('reranker-a');
const verdict = aVerdict({ champion });
const seen = aShadowReport({ searches: 200 });

describe('judging a shadow', () => {
  it('promotes one that was tried long enough and behaved', () => {
    expect(judgeShadow({ verdict, shadow: seen }, champion, settings)).toEqual({
      act: 'PROMOTE',
      reason:
        'It passed the gate, and 200 searches in the shadow: no failure, 4.0 ms per pass, 80 % of the first ten as before.',
    });
  });

  it.each([
    ['nothing', null],
    ['too little', aShadowReport({ searches: 199 })],
  ])('waits after %s', (_, shadow) => {
    expect(judgeShadow({ verdict, shadow }, champion, settings)).toEqual({ act: 'WAIT' });
  });

  it('asks for no shadow when none is set', () => {
    const decision = judgeShadow({ verdict, shadow: null }, champion, { ...settings, searches: 0 });
    expect(decision.act).toBe('PROMOTE');
  });

  it.each([
    ['failed, without waiting', { searches: 9, failures: 1 }, '1 of 10 searches'],
    ['turned everything upside down', { searches: 200, overlapAtTen: 0.05 }, '5 %'],
    ['was too slow', { searches: 200, passMs: 61 }, '61.0 ms'],
  ])('refuses one that %s', (_, facts, words) => {
    const decision = judgeShadow({ verdict, shadow: aShadowReport(facts) }, champion, settings);
    expect(decision).toMatchObject({
      act: 'REFUSE',
      reason: expect.stringContaining(words) as string,
    });
  });

  it('refuses one that was compared with another champion than serves', () => {
    for (const serving of [null, asModelId('reranker-b')])
      expect(judgeShadow({ verdict, shadow: seen }, serving, settings)).toMatchObject({
        act: 'REFUSE',
        reason: expect.stringContaining('Another champion serves meanwhile') as string,
      });
  });

  it('refuses one that was never judged', () => {
    expect(judgeShadow({ verdict: null, shadow: seen }, null, settings).act).toBe('REFUSE');
  });
});
