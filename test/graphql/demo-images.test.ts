import { loadDemo } from '../../src/demo/load-demo';
import { systemClock } from '../../src/shared/clock';
import { field, runGateway, type RunningGateway } from '../support/running-gateway';

describe('pictures of the demo', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await runGateway();
    await loadDemo(gateway.trove, 1, systemClock());
  });

  afterAll(async () => {
    await gateway.close();
  });

  it('are served where the products say', async () => {
    const answer = await gateway.ask('{ products(first: 50) { edges { node { imageUrls } } } }');
    const edges = field(answer, 'products.edges') as { node: { imageUrls: string[] } }[];
    expect(edges).toHaveLength(50);
    for (const url of edges.flatMap(({ node }) => node.imageUrls)) {
      const response = await fetch(gateway.address + url);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
      expect(await response.text()).toMatch(/^<svg /);
    }
  });

  it.each(['nothing.svg', 'AUD-OEH-0001', 'AUD-OEH-0001.png', '..%2f..%2fpackage.json', '%00.svg'])(
    'are not made up for %s',
    async (file) => {
      const response = await fetch(`${gateway.address}/demo/images/${file}`);
      expect(response.status).toBe(404);
    },
  );
});
