import { splitFilter } from '../../../../src/search/matching/set-aside';
import type { FacetField } from '../../../../src/search/facet.types';
import type { Filter } from '../../../../src/search/filter.types';

const hp: Filter = { op: 'brand', anyOf: ['HP'] };
const dell: Filter = { op: 'brand', anyOf: ['Dell'] };
const cheap: Filter = { op: 'price', range: { max: 50 } };
const dear: Filter = { op: 'price', range: { min: 500 } };
const red: Filter = { op: 'attributeText', key: 'colour', anyOf: ['red'] };
const brand: FacetField = { kind: 'brand' };
const price: FacetField = { kind: 'price' };

describe('splitFilter', () => {
  it('has nothing to split without a filter', () => {
    expect(splitFilter(null, [brand])).toEqual({ common: [], own: new Map() });
  });

  it('keeps everything in force when no facet counts over the fields', () => {
    const filter: Filter = { op: 'and', clauses: [hp, cheap] };
    expect(splitFilter(filter, [])).toEqual({ common: [hp, cheap], own: new Map() });
  });

  it('gives each facet the clauses on its own field, from nested conjunctions too', () => {
    const filter: Filter = { op: 'and', clauses: [hp, { op: 'and', clauses: [cheap, dell, red] }] };
    const { common, own } = splitFilter(filter, [brand, price, brand]);
    expect(common).toEqual([red]);
    expect(own).toEqual(new Map([['brand', [hp, dell]], ['price', [cheap]]])); // prettier-ignore
  });

  it('sets a choice between ranges aside as one', () => {
    const either: Filter = { op: 'or', clauses: [cheap, { op: 'not', clause: dear }] };
    expect(splitFilter(either, [price]).own.get('price')).toEqual([either]);
  });

  it('leaves a clause that mixes fields in force', () => {
    const mixed: Filter = { op: 'or', clauses: [hp, cheap] };
    expect(splitFilter(mixed, [brand, price])).toEqual({ common: [mixed], own: new Map() });
  });

  it('tells attributes apart by key, and from core fields of the same name', () => {
    const named: Filter = { op: 'attributeExists', key: 'brand' };
    const { common } = splitFilter({ op: 'and', clauses: [named, red] }, [
      brand,
      { kind: 'attribute', key: 'size' },
    ]);
    expect(common).toEqual([named, red]);
  });
});
