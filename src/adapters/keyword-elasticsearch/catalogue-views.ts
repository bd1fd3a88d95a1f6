import type { CatalogueView } from '../../search/keyword-engine.port';
import type { Stopwatch } from '../../shared/deadline';

export interface CatalogueViewsOptions {
  /** Opens a point in time and gives its id. */
  readonly open: () => Promise<CatalogueView>;
  /**
   * For how long the searches that begin share one view, in milliseconds; what they see may be twice as old. With 0, each has its own.
   */
  readonly sharedMs: number;
  readonly stopwatch: Stopwatch;
}

/**
 * The views in which searches begin. A view for each search would cost a round trip, and the cluster the memory of thousands; one for all
 * that begin within a second costs neither. Nothing is opened while nobody searches.
 */
export class CatalogueViews {
  private shared: { readonly view: CatalogueView; readonly since: number } | null = null;
  private opening: Promise<CatalogueView> | null = null;

  constructor(private readonly options: CatalogueViewsOptions) {}

  /** A view of the catalogue as it is now, but for a moment; as a promise only when it must be waited for. */
  current(): CatalogueView | Promise<CatalogueView> {
    const { sharedMs, stopwatch, open } = this.options;
    if (sharedMs === 0) return open();
    const { shared } = this;
    const ageMs = shared ? stopwatch() - shared.since : Infinity;
    if (!shared || ageMs >= 2 * sharedMs) return this.renewed();
    // Nobody waits for a view that is only due; when opening fails, a later search tells of it.
    if (ageMs >= sharedMs) this.renewed().catch(() => undefined);
    return shared.view;
  }

  /** The view is no longer there: the next search opens another. */
  forget(view: CatalogueView): void {
    if (this.shared?.view === view) this.shared = null;
  }

  /** The next search opens another view. */
  forgetShared(): void {
    this.shared = null;
  }

  private renewed(): Promise<CatalogueView> {
    this.opening ??= this.openShared().finally(() => {
      this.opening = null;
    });
    return this.opening;
  }

  private async openShared(): Promise<CatalogueView> {
    const since = this.options.stopwatch();
    const view = await this.options.open();
    this.shared = { view, since };
    return view;
  }
}
