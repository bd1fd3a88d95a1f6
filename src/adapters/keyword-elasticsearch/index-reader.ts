import type { estypes } from '@elastic/elasticsearch';
import type { CatalogueView } from '../../search/keyword-engine.port';
import { systemStopwatch, type Deadline, type Stopwatch } from '../../shared/deadline';
import { TroveError } from '../../shared/errors';
import { inTime } from '../../shared/in-time';
import { CatalogueViews } from './catalogue-views';
import type { ElasticsearchConnection } from './elasticsearch-connection';
import { isPointInTimeGone } from './elasticsearch-failures';
import type { Answer, DocumentSource } from './read-answer';

export interface IndexReaderOptions {
  readonly connection: ElasticsearchConnection;
  /** The alias of the live index: see `ElasticsearchSearchIndex`. */
  readonly alias: string;
  /** For how long the searches that begin share one view of the catalogue, in milliseconds. Default 1000. */
  readonly viewSharedMs?: number;
  /** How long a view is kept after its last use, in milliseconds. Default 120000. */
  readonly viewKeptMs?: number;
  readonly stopwatch?: Stopwatch;
}

const DEFAULT_VIEW_SHARED_MS = 1000;
const DEFAULT_VIEW_KEPT_MS = 120_000;

/** Sends one body to the index, as JSON. */
export type Ask = (json: string) => Promise<Answer>;

/** Reads the live index, as it is now or as it was when a view of it was opened. */
export class IndexReader {
  private readonly views: CatalogueViews;
  private readonly keepAlive: string;

  constructor(private readonly options: IndexReaderOptions) {
    const { viewSharedMs: sharedMs = DEFAULT_VIEW_SHARED_MS, stopwatch = systemStopwatch } =
      options;
    this.keepAlive = `${String(options.viewKeptMs ?? DEFAULT_VIEW_KEPT_MS)}ms`;
    this.views = new CatalogueViews({ open: () => this.openView(), sharedMs, stopwatch });
  }

  /** Another index may be live: searches begin in a view of that one. Views that were given out stay good. */
  lookAgain(): void {
    this.views.forgetShared();
  }

  /** As it is now. */
  ask(body: estypes.SearchRequest, deadline?: Deadline): Promise<Answer> {
    return this.search(
      `/${encodeURIComponent(this.options.alias)}`,
      JSON.stringify(body),
      deadline,
    );
  }

  /** Documents by id, as they are now. */
  async documents(
    ids: readonly string[],
    deadline?: Deadline,
  ): Promise<estypes.MgetResponse<DocumentSource>> {
    const json = JSON.stringify({ docs: ids.map((_id) => ({ _id, _source: ['product'] })) });
    const path = `/${encodeURIComponent(this.options.alias)}/_mget`;
    const answer = await this.options.connection.search(path, json, { deadline });
    return answer as estypes.MgetResponse<DocumentSource>;
  }

  /**
   * Does the work in one view: the one wanted, or else that of now.
   *
   * @throws TroveError VIEW_GONE when the one wanted is.
   */
  async inView<T>(
    wanted: CatalogueView | null,
    work: (ask: Ask, view: CatalogueView) => Promise<T>,
    deadline: Deadline | undefined,
  ): Promise<T> {
    if (wanted !== null) return this.inViewOf(wanted, work, deadline);
    const view = await this.currentView(deadline);
    try {
      return await work(this.asking({ id: view }, deadline), view);
    } catch (error) {
      if (!isPointInTimeGone(error)) throw error;
      // The server was restarted, or the index was changed for another: nobody has seen anything of it yet.
      this.views.forget(view);
    }
    const another = await this.currentView(deadline);
    return work(this.asking({ id: another }, deadline), another);
  }

  private async inViewOf<T>(
    view: CatalogueView,
    work: (ask: Ask, view: CatalogueView) => Promise<T>,
    deadline: Deadline | undefined,
  ): Promise<T> {
    try {
      return await work(this.asking({ id: view, keep_alive: this.keepAlive }, deadline), view);
    } catch (error) {
      if (!isPointInTimeGone(error)) throw error;
      throw new TroveError('VIEW_GONE', 'The view has expired.', {}, { cause: error });
    }
  }

  private asking(pit: estypes.SearchPointInTimeReference, deadline: Deadline | undefined): Ask {
    // A body is never empty: the view becomes its last member, and what was serialised once serves in every view.
    const ending = `,"pit":${JSON.stringify(pit)}}`;
    return (json) => this.search('', json.slice(0, -1) + ending, deadline);
  }

  private async search(of: string, json: string, deadline: Deadline | undefined): Promise<Answer> {
    return (await this.options.connection.search(`${of}/_search`, json, { deadline })) as Answer;
  }

  private currentView(deadline: Deadline | undefined): CatalogueView | Promise<CatalogueView> {
    const view = this.views.current();
    return typeof view === 'string' ? view : inTime(view, deadline);
  }

  private async openView(): Promise<CatalogueView> {
    const { connection, alias: index } = this.options;
    const { id } = await connection.ask((client, options) =>
      client.openPointInTime({ index, keep_alive: this.keepAlive }, options),
    );
    return id as CatalogueView;
  }
}
