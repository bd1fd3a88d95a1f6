import fc from 'fast-check';
import { planSearches, type VisitPlan } from '../../../src/simulation/plan-visits';

const queries = ['lamp', 'desk', 'chair'].map((text) => ({ text, grades: new Map() }));
const plan = (more: Partial<VisitPlan>) =>
  planSearches({ queries, sessions: 100, robotSearches: 0, robots: 'FLOOD', seed: 1, ...more });

describe('planning visits', () => {
  it('is the same again with the same seed, and another one with another', () => {
    const order = { robotSearches: 50 };
    expect(plan(order)).toEqual(plan(order));
    expect(plan({ ...order, seed: 2 })).not.toEqual(plan(order));
  });

  it('asks each query as often as any other, give or take one', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.nat(), (sessions, seed) => {
        const asked = plan({ sessions, seed }).map(({ query }) => query.text);
        const counts = queries.map(({ text }) => asked.filter((one) => one === text).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives each session a shopper who also comes another time', () => {
    const searches = plan({ sessions: 300 });
    const sessions = new Set(searches.map(({ visitor }) => visitor.session));
    const shoppers = new Set(searches.map(({ visitor }) => visitor.shopper));
    expect(sessions.size).toBe(300);
    expect(shoppers.size).toBeLessThanOrEqual(100);
    expect(searches.length).toBeGreaterThan(300);
  });

  it('spreads robots evenly: few in a flood, as many as searches in a swarm', () => {
    const robotsOf = (robots: VisitPlan['robots']) => {
      const searches = plan({ sessions: 300, robotSearches: 1000, robots });
      const isRobot = searches.map(({ kind }) => kind === robots);
      const half = isRobot.slice(0, isRobot.length / 2).filter(Boolean).length;
      expect(half).toBeGreaterThan(490);
      expect(half).toBeLessThan(510);
      return new Set(
        searches.filter(({ kind }) => kind === robots).map(({ visitor }) => visitor.session),
      ).size;
    };
    expect(robotsOf('FLOOD')).toBe(2);
    expect(robotsOf('SWARM')).toBe(1000);
  });
});
