import { evaluateNextItems } from '../../src/evaluation/recommend/evaluate-next-items';
import type { RecommenderWorkshop } from '../../src/recommendation/learning/recommender-workshop.port';
import type { RecommenderName } from '../../src/recommendation/learning/recommender.port';
import { RECOMMENDER_SHELF } from '../../src/server/recommender-shelf';
import { checkerboardWorld } from '../support/checkerboard-world';
import { fitAndRead } from '../support/fit-recommender';

/** It knows no shopper, and here all items are equally popular: it cannot find anything, and must not seem to. */
const KNOWS_NO_SHOPPER: ReadonlySet<RecommenderName> = new Set<RecommenderName>(['popularity']);

const world = checkerboardWorld();

const placesBy = async (workshop: RecommenderWorkshop) => {
  const recommender = await fitAndRead(workshop, world.lessons, { validation: world.validation });
  try {
    return (await evaluateNextItems(recommender, world.cases)).places;
  } finally {
    recommender.dispose();
  }
};

describe('in a world of chess boards where everybody likes one colour of one board', () => {
  it.each(RECOMMENDER_SHELF.filter(({ name }) => !KNOWS_NO_SHOPPER.has(name)))(
    '$name finds the held-out item of every shopper',
    async (workshop) => {
      const { better, tied } = await placesBy(workshop);
      expect([...better]).toEqual(world.cases.map(() => 0));
      expect([...tied]).toEqual(world.cases.map(() => 0));
    },
  );

  it.each(RECOMMENDER_SHELF.filter(({ name }) => KNOWS_NO_SHOPPER.has(name)))(
    '$name cannot tell what anybody likes, and is not credited with it',
    async (workshop) => {
      const { better, tied } = await placesBy(workshop);
      const others = world.lessons.log.itemCount - 1 - (world.cases[0]?.history.length ?? 0);
      expect([...better]).toEqual(world.cases.map(() => 0));
      expect([...tied]).toEqual(world.cases.map(() => others));
    },
  );
});
