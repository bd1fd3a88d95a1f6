import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { problemOfNativePackage } from '../../../../ml-models/runtime/installed-packages';
import { ENGINES, openEngine, processEngine } from '../../../../ml-models/runtime/open-engine';

describe('the model runtime', () => {
  it('takes the first engine that runs, and says why better ones do not', async () => {
    const { report } = await openEngine(ENGINES);
    const better = ENGINES.slice(0, ENGINES.indexOf(report.name));
    expect(report.skipped.map(({ name }) => name)).toEqual(better);
    expect(report.version).toMatch(/^4\./);
    for (const { reason } of report.skipped) expect(reason.length).toBeGreaterThan(20);
  });

  it.each(['wasm', 'cpu'] as const)('computes on %s, which every install has', async (name) => {
    const { tf, report } = await openEngine([name]);
    expect(report).toMatchObject({ name, device: 'cpu', threads: 1, skipped: [] });
    const product = tf.tidy(() =>
      tf
        .matMul(tf.ones([2, 3]), tf.ones([3, 2]))
        .dataSync()
        .slice(),
    );
    expect([...product]).toEqual([3, 3, 3, 3]);
  });

  it('computes several numbers at once on wasm', async () => {
    expect((await openEngine(['wasm'])).report.simd).toBe(true);
  });

  it('leaves what happens to uncaught failures to the process', async () => {
    const events = ['uncaughtException', 'unhandledRejection'] as const;
    const listeners = () => events.map((event) => process.listeners(event as 'exit').length);
    const before = listeners();
    await openEngine(['wasm']);
    expect(listeners()).toEqual(before);
  });

  it('is opened once for the whole process', () => {
    expect(processEngine()).toBe(processEngine());
  });

  it('refuses when nothing that is allowed runs', async () => {
    await expect(openEngine([])).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('costs a process that asks for no model nothing', () => {
    const script = `require('./dist/ml-models/runtime/open-engine.js');
      console.log(Object.keys(require.cache).filter((file) => file.includes('@tensorflow')).length);`;
    const root = join(__dirname, '../../../..');
    const loaded = execFileSync('node', ['-e', script], { cwd: root, encoding: 'utf8' });
    expect(loaded.trim()).toBe('0');
  });
});

describe('a native package', () => {
  it('that is not installed is said to be so, with the remedy', () => {
    expect(problemOfNativePackage('@tensorflow/none', '20.19.0')).toBe(
      '@tensorflow/none is not installed; npm run setup:tensorflow does that.',
    );
  });

  // tfjs-core is an installed package that has no compiled part.
  it('without its compiled part is not loaded', () => {
    const problem = problemOfNativePackage('@tensorflow/tfjs-core', '22.13.0');
    expect(problem).toContain('without its compiled part');
  });

  it('is not loaded by a Node that it breaks on', () => {
    const problem = problemOfNativePackage('@tensorflow/tfjs-core', '23.0.0');
    expect(problem).toContain('does not run on Node 23.0.0');
  });
});
