import { asEpochMs } from '../../src/shared/clock';
import { asModelId } from '../../src/shared/ids';
import { aVerdict } from '../support/a-model';
import { runCli } from '../support/cli';
import { addModels } from '../support/servable-models';
import { temporaryFolder } from '../support/temporary-folder';

describe('trove models', () => {
  const folder = temporaryFolder();
  const trove = (...args: readonly string[]) =>
    runCli(['models', ...args], { dataDir: folder.path('.') });
  const answerOf = async (...args: readonly string[]): Promise<unknown> => {
    const { exitCode, stdout, stderr } = await trove(...args, '--json');
    expect([exitCode, stderr]).toEqual([0, '']);
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  };

  const addTwo = () =>
    addModels(folder.path('.'), [
      { facts: { id: asModelId('good'), createdAt: asEpochMs(86_400_000) } },
      {
        facts: {
          id: asModelId('worse'),
          createdAt: asEpochMs(2 * 86_400_000),
          parent: asModelId('good'),
          metrics: { validationNdcg: 0.5 },
        },
        verdict: aVerdict({
          promote: false,
          reasons: ['It is worse.'],
          difference: { mean: -0.1, low: -0.2, high: -0.05 },
        }),
      },
    ]);

  it('says that there is none yet, and who serves instead', async () => {
    expect((await trove('list')).stdout).toMatch(
      /^There is no model yet: keyword order serves. "trove train reranker" makes one.\n\nThis machine computes with [\w-]+ \(TensorFlow.js /,
    );
    expect((await trove('history')).stdout).toBe('No model has served yet.\n');
    expect(await answerOf('list')).toEqual({
      models: [],
      engine: expect.objectContaining({
        device: expect.stringMatching(/^(cpu|gpu)$/) as string,
      }) as object,
    });
  });

  it('lists versions, the latest first', async () => {
    await addTwo();

    const { stdout } = await trove('list');
    const [lines = ''] = stdout.split('\n\n');
    expect(lines.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['model', 'state', 'made', 'learnt from', 'nDCG@10', 'of what served', 'difference (95 %)'],
      [
        'worse',
        'REFUSED',
        '1970-01-03 00:00:00Z',
        '240 lists of feedback',
        '0.630',
        '0.600',
        '−0.100 (−0.200 to −0.050)',
      ],
      [
        'good',
        'SHADOW',
        '1970-01-02 00:00:00Z',
        '240 lists of feedback',
        '0.630',
        '0.600',
        '+0.030 (+0.010 to +0.050)',
      ],
    ]);
    expect(await answerOf('list', '--limit', '1')).toMatchObject({ models: [{ id: 'worse' }] });
  });

  it('shows a version whole', async () => {
    await addTwo();
    const { stdout } = await trove('show', 'worse');

    expect(stdout).toMatch(/^Began from {4}good$/m);
    expect(stdout).toMatch(/SHA-256 [0-9a-f]{64}$/m);
    expect(stdout).toContain(
      'Judgement, against keyword order on 200 lists\n  It is worse.\n  passed  FINITE_SCORES: All scores are numbers.\n',
    );
    expect(await answerOf('show', 'worse')).toMatchObject({ id: 'worse', parent: 'good' });
  });

  it('promotes, rolls back, and keeps who wanted it', async () => {
    await addTwo();

    expect((await trove('promote', 'good', '--reason', 'Ada')).stdout).toMatch(
      /^good serves from now on, instead of keyword order\./,
    );
    expect(await answerOf('rollback', '--reason', 'Bob')).toMatchObject({
      promotion: { model: null, before: 'good', action: 'ROLLED_BACK', reason: 'Bob' },
    });
    expect((await trove('history')).stdout).toMatch(
      /rolled back {2}keyword order {2}good {11}Bob\n.*promoted {5}good {11}keyword order {2}Ada\n/,
    );
    const { exitCode, stderr } = await trove('rollback');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('nothing to roll back to');
  });

  it('promotes what was refused by force only', async () => {
    await addTwo();
    const { exitCode, stdout, stderr } = await trove('promote', 'worse');

    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('It is worse.');
    expect(await answerOf('promote', 'worse', '--force')).toMatchObject({
      model: { id: 'worse', state: 'CHAMPION' },
    });
  });

  it('puts two versions side by side', async () => {
    await addTwo();
    const { stdout } = await trove('compare', 'good', 'worse');

    expect(stdout).toMatch(/^validationNdcg +0\.61 +0\.5$/m);
    expect(stdout).toMatch(/^epochs +12 +–$/m);
    expect(stdout).toContain('they cannot be measured against each other');
    expect(await answerOf('compare', 'good', 'worse')).toMatchObject({
      left: { id: 'good' },
      right: { id: 'worse' },
      heldOut: null,
    });
  });

  it('knows no other model, and no other limit than a number', async () => {
    for (const args of [
      ['show', 'nobody'],
      ['promote', 'nobody'],
      ['compare', 'nobody', 'good'],
    ]) {
      const { exitCode, stderr } = await trove(...args);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('There is no model "nobody"');
    }
    expect((await trove('list', '--limit', 'many')).exitCode).toBe(2);
  });
});
