import { createHash } from 'node:crypto';
import type { ArtefactStore } from '../../src/models/artefact-store.port';

/** A store, and a way to harm what it keeps. */
export interface ArtefactWorld {
  readonly store: ArtefactStore;
  /** Takes away the last piece of what has this name. */
  cutShort(name: string): Promise<void>;
  /** Changes a byte of it. */
  spoil(name: string): Promise<void>;
}

/** Bytes that say nothing, the same for the same length. */
function bytesOf(length: number): Uint8Array {
  const seed = createHash('sha256').update(String(length)).digest();
  return Uint8Array.from({ length }, (_, at) => (seed[at % seed.length] ?? 0) ^ (at >> 5));
}

/** What every ArtefactStore promises. */
export function describeArtefactStore(name: string, open: () => Promise<ArtefactWorld>): void {
  describe(`ArtefactStore: ${name}`, () => {
    let world: ArtefactWorld;
    let store: ArtefactStore;

    beforeEach(async () => {
      world = await open();
      ({ store } = world);
    });

    const MEBIBYTE = 1_048_576;

    it.each([0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE + 17])(
      'gives back every one of %d bytes',
      async (length) => {
        const bytes = bytesOf(length);
        await store.put('a', bytes);

        expect(Buffer.compare((await store.get('a')) ?? Buffer.from('none'), bytes)).toBe(0);
      },
    );

    it('keeps a view of a larger buffer, and no byte beside it', async () => {
      const whole = bytesOf(100);
      await store.put('a', whole.subarray(10, 20));

      expect([...((await store.get('a')) ?? [])]).toEqual([...whole.subarray(10, 20)]);
    });

    it('has nothing under a name that was never used', async () => {
      expect(await store.get('a')).toBeNull();
    });

    it('takes the same bytes again, and no others under the same name', async () => {
      await store.put('a', bytesOf(10));
      await store.put('a', bytesOf(10));

      await expect(store.put('a', bytesOf(11))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      expect([...((await store.get('a')) ?? [])]).toEqual([...bytesOf(10)]);
    });

    it('lets one of two win that put other bytes under one name at once', async () => {
      const attempts = await Promise.allSettled([
        store.put('a', bytesOf(2 * MEBIBYTE)),
        store.put('a', bytesOf(2 * MEBIBYTE + 1)),
      ]);

      const winner = attempts.findIndex(({ status }) => status === 'fulfilled');
      expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await store.get('a'))?.length).toBe(2 * MEBIBYTE + winner);
    });

    it('drops what it has, and minds nothing else', async () => {
      await store.put('a', bytesOf(10));
      await store.put('b', bytesOf(11));
      await store.drop('a');
      await store.drop('never');

      expect(await store.get('a')).toBeNull();
      expect((await store.get('b'))?.length).toBe(11);
      await store.put('a', bytesOf(12));
      expect((await store.get('a'))?.length).toBe(12);
    });

    it('refuses a name that is empty or too long', async () => {
      for (const bad of ['', 'n'.repeat(201)])
        await expect(store.put(bad, bytesOf(1))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    });

    it('does not give out what was cut short or changed', async () => {
      await store.put('short', bytesOf(MEBIBYTE + 1));
      await world.cutShort('short');
      await expect(store.get('short')).rejects.toMatchObject({
        code: 'MODEL_CORRUPT',
        message: expect.stringContaining('1048576 of 1048577') as string,
      });

      await store.put('other', bytesOf(10));
      await world.spoil('other');
      await expect(store.get('other')).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
    });
  });
}
