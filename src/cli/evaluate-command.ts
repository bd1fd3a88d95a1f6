import { Command } from 'commander';
import { evaluateRecommendCommand } from './evaluate-recommend-command';
import { evaluateSearchCommand } from './evaluate-search-command';

/** `trove evaluate …`: one subcommand per thing whose quality can be measured. */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description(
      'Measure the quality of search on judged queries, and of recommendations on what shoppers did.',
    )
    .addCommand(evaluateSearchCommand())
    .addCommand(evaluateRecommendCommand());
}
