import { SeededRandom } from '../../../src/shared/seeded-random';
import { isIndiscriminate, VisitorWatch } from '../../../src/training/visitor-behaviour';
import { aShownList, productNames } from '../../support/a-shown-list';

const skus = productNames(10);

describe('a visitor', () => {
  let watch: VisitorWatch;

  beforeEach(() => {
    watch = new VisitorWatch();
  });

  const signOf = (visitor: string) => watch.robots().get(visitor) ?? null;

  it('who looks at the top first, however long, is a person', () => {
    const random = new SeededRandom(1);
    for (let page = 0; page < 2000; page += 1) {
      const clicked = skus.filter(
        (_, place) => random.next() < (place + 1) ** -0.5 && random.next() < 0.3,
      );
      watch.see(aShownList({ skus, clicked, afterMs: page * 20_000 }));
    }
    expect(signOf('anna')).toBeNull();
    expect(watch.answeredPages('anna')).toBeGreaterThan(1000);
  });

  it('who searches hundreds of times a minute is a robot', () => {
    for (let page = 0; page < 200; page += 1)
      watch.see(aShownList({ visitor: 'bot', skus, afterMs: page * 200 }));
    expect(signOf('bot')).toBe('TOO_FAST');
  });

  it('who searches as often over an hour is none, nor one who searches while typing', () => {
    for (let page = 0; page < 200; page += 1) {
      watch.see(aShownList({ skus, afterMs: page * 18_000 }));
      watch.see(aShownList({ visitor: 'typist', skus, afterMs: (page % 20) * 200 + page * 6000 }));
    }
    expect(watch.robots().size).toBe(0);
  });

  it('who clicks on everything is a robot, but not for a page or two', () => {
    for (let page = 0; page < 4; page += 1)
      watch.see(aShownList({ visitor: 'bot', skus, clicked: skus, afterMs: page * 60_000 }));
    expect(signOf('bot')).toBeNull();
    for (let page = 4; page < 8; page += 1)
      watch.see(aShownList({ visitor: 'bot', skus, clicked: skus, afterMs: page * 60_000 }));
    expect(signOf('bot')).toBe('REACTS_TO_EVERYTHING');
  });

  it('who clicks anywhere alike is a robot', () => {
    const random = new SeededRandom(2);
    for (let page = 0; page < 200; page += 1)
      watch.see(
        aShownList({
          visitor: 'bot',
          skus,
          clicked: [random.pick(skus)],
          afterMs: page * 60_000,
        }),
      );
    expect(signOf('bot')).toBe('REACTS_EVENLY');
  });

  it('whom nobody knows is not judged', () => {
    for (let page = 0; page < 200; page += 1) watch.see(aShownList({ visitor: null, skus }));
    expect(watch.robots().size).toBe(0);
  });
});

describe('a page', () => {
  const reactedTo = (answered: number, shown: number) =>
    isIndiscriminate(
      aShownList({ skus: productNames(shown), clicked: productNames(shown).slice(0, answered) }),
    );

  it('of which much was reacted to tells nothing, whoever asked for it', () => {
    expect(reactedTo(10, 20)).toBe(true);
    expect(reactedTo(6, 20)).toBe(true);
    expect(reactedTo(5, 10)).toBe(true);
  });

  it('of which a few products were compared does, also when it is short or very long', () => {
    expect(reactedTo(4, 20)).toBe(false);
    expect(reactedTo(3, 4)).toBe(false);
    expect(reactedTo(8, 100)).toBe(false);
    expect(reactedTo(0, 0)).toBe(false);
  });
});
