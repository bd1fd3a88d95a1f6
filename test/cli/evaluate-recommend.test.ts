import { writeFileSync } from 'node:fs';
import { runCli, type CliResult } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

/**
 * Item 1 is touched by all, 2 by three and 3 by two shoppers, before what is kept back; the rest by one each or nobody. Of the four targets, ann's 2 is the first by
 * popularity that she does not have, and so is bob's 2; cid's 3 is his second (2 is before it); dora's 9 was never learnt from.
 */
const SEQUENCES = `ann 1 3 2
bob 1 3 4 2
cid 1 5 6 3
dora 1 2 7 9
eve 1 2
fred 1 2
`;

describe('trove evaluate recommend', () => {
  const folder = temporaryFolder();
  const evaluate = (...args: readonly string[]): Promise<CliResult> =>
    runCli(['evaluate', 'recommend', ...args], { dataDir: folder.path('.') });
  const onSequences = (...args: readonly string[]) =>
    evaluate('--sequences', 'acts.txt', '--model', 'popularity', ...args);

  beforeEach(() => {
    writeFileSync(folder.path('acts.txt'), SEQUENCES);
  });

  it('measures what can be worked out by hand', async () => {
    const { exitCode, stdout, stderr } = await onSequences('--json', '--refit');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const measured = JSON.parse(stdout) as Record<string, unknown>;
    // Learnt from: 1 six times, 2 three times (dora, eve, fred), 3 twice, 4, 5, 6 and 7 once, 9 never.
    // ann 2 is 1st; bob 2 is 1st; cid 3 is 2nd behind 2; dora 9 is behind 3, 4, 5 and 6: 5th.
    expect(measured).toMatchObject({
      model: 'popularity',
      protocol: 'leave one out',
      fittedOn: 'TRAIN_AND_VALIDATION',
      measuredOn: 'TEST',
      cases: 4,
      items: 8,
      shoppers: 6,
      actsLearntFrom: 15,
    });
    const [atFive] = measured['ranks'] as { reciprocalRank: { mean: number } }[];
    expect(atFive?.reciprocalRank.mean).toBeCloseTo((1 + 1 + 1 / 2 + 1 / 5) / 4);
    expect(measured['peakMemoryMib']).toBeGreaterThan(10);
  });

  it('says what it learnt from, so that protocols are not mixed up', async () => {
    const said = async (...args: readonly string[]) =>
      (await onSequences(...args)).stdout.split('\n')[0];
    expect(await said()).toContain('fitted on train only, measured on the test items');
    expect(await said('--validation')).toContain('measured on the validation items');
    expect(await said('--refit')).toContain('another protocol');
    expect(await said('--count-test-items')).toContain('only to check the harness');
  });

  it('splits acts with times by time', async () => {
    const acts = Array.from({ length: 20 }, (_, at) => `s${at % 4} i${at % 7} 5 ${1000 + at}`);
    writeFileSync(folder.path('ratings.txt'), acts.join('\n'));
    const { stdout } = await evaluate(
      ...['--ratings', 'ratings.txt', '--split', 'time', '--at', '0.8', '--model', 'popularity'],
    );
    expect(stdout).toContain('popularity, time split at 1970-01-01T00:16:55.000Z, fitted on train');
  });

  it.each([
    [
      'an unknown model',
      ['--model', 'oracle'],
      'There is no recommender "oracle". Choose one of: popularity,',
    ],
    ['an unknown option', ['--set', 'colour=1'], 'Its options are: halfLifeDays.'],
    [
      'a value of another type',
      ['--set', 'halfLifeDays=often'],
      'halfLifeDays cannot be "often"; its default is 0.',
    ],
    ['a file that is not there', ['--sequences', 'none.txt'], 'does not exist'],
    ['protocols that exclude each other', ['--validation', '--refit'], 'Leave one of them out'],
    ['a split by times that are not there', ['--split', 'time'], 'have no times'],
  ])('refuses %s with the remedy', async (_, args, remedy) => {
    const { exitCode, stdout, stderr } = await onSequences(...args);
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(remedy);
  });

  it('names the line that cannot be read', async () => {
    writeFileSync(folder.path('acts.txt'), 'ann 1 2 3\nbob\n');
    expect((await onSequences()).stderr).toContain('line 2: "bob" has no items');
  });
});
