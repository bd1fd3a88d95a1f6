import { COLOURS } from '../../../src/demo/colours';
import { inventCatalog } from '../../../src/demo/demo-catalog';
import { demoImage } from '../../../src/demo/demo-image';

describe('demoImage', () => {
  const products = inventCatalog(1);

  it('draws every product of the shop as SVG', () => {
    for (const { draft } of products) {
      const image = demoImage(draft.sku) ?? '';
      expect(image).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>.*<\/svg>\n$/s);
      expect(image).not.toMatch(/undefined|NaN|<script|href/);
      expect(opened(image)).toEqual(closed(image));
    }
  });

  it('shows the colour that the attributes name', () => {
    for (const { draft } of products) {
      const colour = draft.attributes['color'] ?? draft.attributes['颜色'];
      if (typeof colour !== 'string') continue;
      expect(demoImage(draft.sku)).toContain(COLOURS[colour as keyof typeof COLOURS]);
    }
  });

  it('draws each kind differently', () => {
    const bySku = (sku: string) => demoImage(sku)?.replaceAll(/#[0-9a-f]{6,8}/g, '');
    expect(bySku('AUD-OEH-0001')).not.toBe(bySku('AUD-EAR-0001'));
    expect(bySku('FAS-DRE-0001')).not.toBe(bySku('FAS-TEE-0001'));
  });

  it.each([
    '',
    'AUD',
    'AUD-XXX-0001',
    'XXX-OEH-0001',
    'AUD-OEH-1',
    'AUD-OEH-0001.svg',
    '../etc',
    '<x>',
  ])('knows that %j is none of its products', (sku) => {
    expect(demoImage(sku)).toBeNull();
  });
});

const opened = (svg: string): number => svg.match(/<[a-zA-Z][^>]*[^/]>/g)?.length ?? 0;
const closed = (svg: string): number => svg.match(/<\/[a-zA-Z]+>/g)?.length ?? 0;
