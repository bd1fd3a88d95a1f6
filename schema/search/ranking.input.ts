import { Field, InputType } from 'type-graphql';
import type { RankingMode } from '../../src/search/ranking-mode.types';
import { RankingModeEnum } from './ranking-mode.enum';

@InputType({ description: "Another order than the shop's own, to compare and to find faults." })
export class RankingInput {
  @Field(() => RankingModeEnum, { description: 'What decides the order.' })
  readonly mode!: RankingMode;
}
