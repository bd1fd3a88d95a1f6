import { field, runGateway, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';
import { temporaryFolder } from '../support/temporary-folder';

/** Two gateways of one shop, each with its own memory and connections: what reaches one must count at the other at once. */
describe('two gateways on one database', () => {
  const folder = temporaryFolder();
  let here: RunningGateway;
  let there: RunningGateway;

  beforeEach(async () => {
    here = await runGateway({ TROVE_DATA_DIR: folder.path('data') });
    await importSmallCatalogue(here);
    there = await runGateway({ TROVE_DATA_DIR: folder.path('data') });
    await Promise.all([here, there].map(({ trove }) => trove.refreshBoard()));
  });

  afterEach(async () => {
    await there.close();
    await here.close();
  });

  const tell = async (gateway: RunningGateway, mutation: string): Promise<void> => {
    const answer = await gateway.ask(`mutation { ${mutation} }`);
    expect(answer.errors).toEqual([]);
  };
  const view = (eventId: string, sku: string, who: string) =>
    `recordEvents(input: { events: [{ eventId: "${eventId}", kind: VIEW, sku: "${sku}", ${who} }] }) { recorded }`;
  const shown = async (
    gateway: RunningGateway,
    placement: string,
    who: string,
  ): Promise<readonly string[]> => {
    const answer = await gateway.ask(
      `{ recommendations(input: { placement: ${placement}, ${who} }) { edges { node { product { sku } } } } }`,
    );
    expect(answer.errors).toEqual([]);
    const edges = field(answer, 'recommendations.edges') as { node: { product: { sku: string } } }[]; // prettier-ignore
    return edges.map(({ node }) => node.product.sku);
  };
  const ANNA = 'shopperId: "anna"';
  const VISIT = 'sessionId: "visit"';

  it('know in the very next answer what was done at the other', async () => {
    expect(await shown(there, 'RECENTLY_VIEWED', ANNA)).toEqual([]);

    await tell(here, view('1', 'BAG-1', ANNA));
    expect(await shown(there, 'RECENTLY_VIEWED', ANNA)).toEqual(['BAG-1']);

    await tell(there, view('2', 'TEE-1', ANNA));
    expect(await shown(here, 'RECENTLY_VIEWED', ANNA)).toEqual(['TEE-1', 'BAG-1']);
  });

  it('know in the very next answer whose the visit was', async () => {
    await tell(here, view('1', 'BAG-1', VISIT));
    await tell(
      here,
      'identifyShopper(input: { sessionId: "visit", shopperId: "anna" }) { isTheirs }',
    );

    expect(await shown(there, 'RECENTLY_VIEWED', ANNA)).toEqual(['BAG-1']);
  });

  it('leave out in the very next answer what is not wanted any more', async () => {
    expect(await shown(there, 'FOR_YOU', ANNA)).toContain('CAM-1');

    await tell(here, 'correctProfile(input: { shopperId: "anna", notInterested: [{ brand: "Canon" }] }) { __typename }'); // prettier-ignore

    expect(await shown(there, 'FOR_YOU', ANNA)).not.toContain('CAM-1');
  });
});
