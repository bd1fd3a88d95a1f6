#!/usr/bin/env node
import 'reflect-metadata';
import { Command } from 'commander';
import { exitCodeOf, reportFailure } from './report-failure';

/** The command line: one file per verb. Exit code 0: done; 1: failed; 2: the command itself was wrong. */
function program(): Command {
  return new Command('trove')
    .description('Search, recommendations and learning for a shop, behind one GraphQL API.')
    .showHelpAfterError('(run `trove help` for the list of commands)')
    .exitOverride();
}

async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    reportFailure(error);
    process.exitCode = exitCodeOf(error);
  }
}

void main();
