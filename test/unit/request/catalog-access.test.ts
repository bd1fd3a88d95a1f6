import { catalogAccess, requireCatalogAccess } from '../../../src/request/catalog-access';
import { TroveError } from '../../../src/shared/errors';

const KEY = 'a-key-of-enough-length';

describe('catalogAccess', () => {
  it.each([
    [null, 'development', null, 'GRANTED'],
    [null, 'test', 'Bearer anything', 'GRANTED'],
    [null, 'production', null, 'CLOSED'],
    [KEY, 'development', null, 'KEY_MISSING'],
    [KEY, 'production', 'Bearer wrong', 'KEY_WRONG'],
    [KEY, 'production', KEY, 'KEY_WRONG'],
    [KEY, 'production', `Bearer ${KEY}`, 'GRANTED'],
  ] as const)('with key %s in %s and header %s is %s', (adminKey, environment, header, access) => {
    expect(catalogAccess({ adminKey, environment }, header)).toBe(access);
  });
});

describe('requireCatalogAccess', () => {
  it('lets the granted through', () => {
    expect(() => {
      requireCatalogAccess('GRANTED');
    }).not.toThrow();
  });

  it.each(['KEY_MISSING', 'KEY_WRONG', 'CLOSED'] as const)('refuses %s', (access) => {
    expect(() => {
      requireCatalogAccess(access);
    }).toThrow(TroveError);
  });
});
