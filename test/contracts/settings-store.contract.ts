import type { SettingsStore } from '../../src/catalog/settings-store.port';

/** What every SettingsStore promises. */
export function describeSettingsStore(name: string, open: () => Promise<SettingsStore>): void {
  describe(`SettingsStore: ${name}`, () => {
    it('knows nothing that was never set', async () => {
      expect(await (await open()).get('origin')).toBeNull();
    });

    it('gives back what was set last, by name', async () => {
      const settings = await open();
      await settings.set('origin', 'demo');
      await settings.set('origin', '导入 \u{1F4BB} "1"');
      await settings.set('other', '');

      expect(await settings.get('origin')).toBe('导入 \u{1F4BB} "1"');
      expect(await settings.get('other')).toBe('');
    });
  });
}
