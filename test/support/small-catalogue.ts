import type { RunningGateway } from './running-gateway';

/** Six products that differ in everything a search can ask for. */
export const SMALL_CATALOGUE = [
  {
    sku: 'CAM-1',
    title: 'Canon EOS R6 mirrorless camera',
    description: 'Full frame camera for <b>low light</b> & fast action.',
    brand: 'Canon',
    identifiers: ['EOS-R6', '4549292163123'],
    categories: [{ path: ['Photo', 'Cameras', 'Mirrorless'] }],
    price: { amount: 1899, currency: 'EUR' },
    tags: ['pro'],
    attributes: [
      { key: 'color', text: 'Black' },
      { key: 'weight_g', number: 680 },
      { key: 'waterproof', boolean: false },
      { key: 'mounts', list: ['RF', 'EF'] },
    ],
    publishedAt: '2026-01-10T00:00:00Z',
  },
  {
    sku: 'CAM-2',
    title: 'Sony Alpha 7 mirrorless camera',
    brand: 'Sony',
    identifiers: ['ILCE-7M4'],
    categories: [{ path: ['Photo', 'Cameras', 'Mirrorless'] }],
    price: { amount: 2499, currency: 'EUR' },
    attributes: [
      { key: 'color', text: 'Black' },
      { key: 'weight_g', number: 658 },
    ],
    publishedAt: '2026-02-10T00:00:00Z',
  },
  {
    sku: 'CAM-3',
    title: 'Canon PowerShot compact camera',
    brand: 'Canon',
    categories: [{ path: ['Photo', 'Cameras', 'Compact'] }],
    price: { amount: 499, currency: 'EUR' },
    availability: 'OUT_OF_STOCK',
    attributes: [
      { key: 'color', text: 'Silver' },
      { key: 'weight_g', number: 304 },
      { key: 'waterproof', boolean: true },
    ],
    publishedAt: '2025-05-01T00:00:00Z',
  },
  {
    sku: 'BAG-1',
    title: 'Camera bag',
    brand: 'Harbour',
    categories: [{ path: ['Photo', 'Bags'] }],
    price: { amount: 59.5, currency: 'EUR' },
    attributes: [{ key: 'color', text: 'Blue' }],
  },
  {
    sku: 'TEE-1',
    title: 'Tripod "Tower" <strong>steel</strong>',
    brand: 'Harbour',
    categories: [{ path: ['Photo', 'Tripods'] }],
    price: { amount: 89, currency: 'EUR' },
  },
  {
    sku: 'ZH-1',
    title: '索尼无线蓝牙耳机 WH-1000XM5',
    brand: '索尼',
    categories: [{ path: ['数码', '耳机'] }],
    price: { amount: 1999, currency: 'CNY' },
    locale: 'zh-CN',
  },
] as const;

/** Imports the small catalogue over GraphQL. */
export async function importSmallCatalogue(
  gateway: RunningGateway,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const answer = await gateway.ask(
    'mutation ($input: ImportProductsInput!) { importProducts(input: $input) { created userErrors { message } } }',
    { input: { products: SMALL_CATALOGUE } },
    headers,
  );
  expect(answer.data).toEqual({
    importProducts: { created: SMALL_CATALOGUE.length, userErrors: [] },
  });
}
