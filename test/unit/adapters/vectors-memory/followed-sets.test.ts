import { FollowedSets } from '../../../../src/adapters/vectors-memory/followed-sets';
import { TypeOrmProductStore } from '../../../../src/adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmVectorStore } from '../../../../src/adapters/storage-typeorm/typeorm-vector-store';
import { asEncoderId } from '../../../../src/search/semantic/text-encoder.port';
import { asEpochMs } from '../../../../src/shared/clock';
import { asImportRunId, asSku } from '../../../../src/shared/ids';
import { freshSqlite } from '../../../support/databases';
import { plain } from '../../../support/plain-product';

const [first, second] = [asEncoderId('first'), asEncoderId('second')];

describe('the sets of vectors that a process holds', () => {
  const databases = freshSqlite();

  it('are those that serve, and for a while those that did', async () => {
    const database = await databases.open();
    const store = new TypeOrmVectorStore(database);
    const product = plain({ sku: 'a' });
    await new TypeOrmProductStore(database, []).upsert([product], asImportRunId('run'));
    const serve = async (encoder: typeof first) => {
      await store.begin({ encoder, slot: 'catalogue', dimensions: 1 });
      const vector = Float32Array.of(1);
      const { updatedAt: productUpdatedAt } = product;
      await store.put(encoder, [{ sku: asSku('a'), vector, productUpdatedAt }]);
      await store.serve(encoder);
    };
    let now = 0;
    const following = () =>
      new FollowedSets(
        store,
        () => asEpochMs(now),
        0,
        () => Promise.resolve(null),
      );
    const held = async (sets: FollowedSets) => {
      await sets.follow();
      return [first, second].filter((encoder) => sets.get(encoder) !== null);
    };

    const sets = following();
    await serve(first);
    expect(await held(sets)).toEqual([first]);
    await serve(second);
    expect(await held(sets)).toEqual([first, second]);
    expect(await held(following())).toEqual([second]);

    now += 120_000;
    expect(await held(sets)).toEqual([second]);
    await store.serve(first);
    expect(await held(sets)).toEqual([first, second]);
  });
});
