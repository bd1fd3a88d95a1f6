/** Makes room for the shop's own catalogue. */
export interface DemoRemover {
  /**
   * When the catalogue is the demo's: removes its products and all that was recorded about them. In any case notes that the
   * catalogue is now the shop's own (`CATALOG_ORIGIN_SETTING`). All of it in one transaction: a process that dies here
   * leaves either the whole demo or none of it, and of two imports that start together only one removes anything.
   *
   * @returns whether there was a demo to remove.
   */
  makeRoomForImport(): Promise<boolean>;
}
