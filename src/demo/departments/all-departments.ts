import type { Department, ProductKind } from '../department.types';
import { audio } from './audio';
import { beauty } from './beauty';
import { chinese } from './chinese';
import { computers } from './computers';
import { fashion } from './fashion';
import { garden } from './garden';
import { kitchen } from './kitchen';
import { living } from './living';
import { office } from './office';
import { phones } from './phones';
import { sports } from './sports';
import { toys } from './toys';

/** The whole demo shop, department by department. */
export const ALL_DEPARTMENTS: readonly Department[] = [
  audio,
  computers,
  phones,
  kitchen,
  living,
  garden,
  sports,
  fashion,
  beauty,
  toys,
  office,
  chinese,
];

/** A kind and where it is sold. */
export interface Shelf {
  readonly department: Department;
  readonly kind: ProductKind;
}

/** Every kind of every department, in their order. */
export const ALL_SHELVES: readonly Shelf[] = ALL_DEPARTMENTS.flatMap((department) =>
  department.kinds.map((kind) => ({ department, kind })),
);
