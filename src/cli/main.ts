#!/usr/bin/env node
import 'reflect-metadata';
import { Command } from 'commander';
import { loadEnvFileHere } from '../config/load-env-file';
import { demoCommand } from './demo-command';
import { encoderCommand } from './encoder-command';
import { evaluateCommand } from './evaluate-command';
import { exportCommand } from './export-command';
import { importCommand } from './import-command';
import { indexCommand } from './index-command';
import { modelsCommand } from './models-command';
import { exitCodeOf, reportFailure } from './report-failure';
import { schemaCommand } from './schema-command';
import { serveCommand } from './serve-command';
import { simulateCommand } from './simulate-command';
import { trainCommand } from './train-command';
import { workerCommand } from './worker-command';

/** The command line: one file per verb. Exit code 0: done; 1: failed; 2: the command itself was wrong. */
function program(): Command {
  const trove = new Command('trove')
    .description('Search for a shop, and a record of what its shoppers do, behind one GraphQL API.')
    .showHelpAfterError('(run `trove help` for the list of commands)')
    .addCommand(importCommand())
    .addCommand(exportCommand())
    .addCommand(demoCommand())
    .addCommand(indexCommand())
    .addCommand(encoderCommand())
    .addCommand(evaluateCommand())
    .addCommand(serveCommand())
    .addCommand(workerCommand())
    .addCommand(trainCommand())
    .addCommand(modelsCommand())
    .addCommand(simulateCommand())
    .addCommand(schemaCommand())
    .exitOverride();
  passSettingsOn(trove);
  return trove;
}

/** Commands made elsewhere do not know how this one reports errors. */
function passSettingsOn(command: Command): void {
  for (const subcommand of command.commands) {
    subcommand.copyInheritedSettings(command);
    passSettingsOn(subcommand);
  }
}

async function main(): Promise<void> {
  try {
    loadEnvFileHere();
    await program().parseAsync();
  } catch (error) {
    reportFailure(error);
    process.exitCode = exitCodeOf(error);
  }
}

void main();
