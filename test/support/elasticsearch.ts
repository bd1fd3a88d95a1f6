import {
  ELASTICSEARCH_REMEDY,
  ELASTICSEARCH_START_MS,
  elasticsearchFor,
} from '../../fleet/elasticsearch-server';
import { mayBeMissing } from './missing-service';

const REMEDY = `Tests on Elasticsearch need a server. ${ELASTICSEARCH_REMEDY} ALLOW_MISSING=elasticsearch leaves these tests out.`;

export { ELASTICSEARCH_START_MS };

/** `describe` for suites on Elasticsearch: left out when no address is given and it may be missing. */
export const describeElasticsearch: typeof describe.skip =
  mayBeMissing('elasticsearch') && !process.env['ELASTICSEARCH_URL'] ? describe.skip : describe;

/** The address of a server that lasts as long as this test run: that of `ELASTICSEARCH_URL`, or one that all test files share. */
export async function elasticsearchUrl(): Promise<string> {
  const given = process.env['ELASTICSEARCH_URL'];
  if (given) return given;
  try {
    const { url } = await elasticsearchFor(runPid());
    return url;
  } catch (error) {
    throw new Error(REMEDY, { cause: error });
  }
}

/** The process that runs Jest: a worker is its child, and talks to it. */
function runPid(): number {
  return process.send ? process.ppid : process.pid;
}
