import { readConfig, type Environment } from '../../../src/config/read-config';
import { TroveError } from '../../../src/shared/errors';

function refusal(environment: Environment): TroveError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof TroveError) return error;
  }
  throw new Error('The environment was taken.');
}

describe('readConfig', () => {
  it('needs no variable at all', () => {
    expect(readConfig({})).toMatchObject({ port: 4000, host: '127.0.0.1', explorer: true });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ PORT: '' }).port).toBe(4000);
  });

  it('reads numbers, switches and lists', () => {
    const config = readConfig({
      PORT: '8080',
      TROVE_EXPLORER: 'off',
      TROVE_CORS_ORIGINS: 'https://a.example, https://b.example',
    });
    expect(config).toMatchObject({
      port: 8080,
      explorer: false,
      corsOrigins: ['https://a.example', 'https://b.example'],
    });
  });

  it('turns the explorer off in production unless told otherwise', () => {
    expect(readConfig({ NODE_ENV: 'production' }).explorer).toBe(false);
    expect(readConfig({ NODE_ENV: 'production', TROVE_EXPLORER: 'on' }).explorer).toBe(true);
  });

  it.each(['abc', '-1', '1.5', '65536', '1e3', ' '])('refuses %p as a port', (port) => {
    const { code, message } = refusal({ PORT: port });
    expect(code).toBe('CONFIG_INVALID');
    expect(message).toContain(`PORT: got "${port}". Give a whole number from 0 to 65535.`);
  });

  it('names every wrong variable at once', () => {
    const { message } = refusal({ PORT: 'x', LOG_LEVEL: 'loud' });
    expect(message).toContain('PORT');
    expect(message).toContain('LOG_LEVEL');
  });

  it('refuses vectors on Elasticsearch without an address of it', () => {
    const { code, message } = refusal({ TROVE_VECTORS: 'elasticsearch' });
    expect(code).toBe('CONFIG_INVALID');
    expect(message).toContain('ELASTICSEARCH_URL');
    const both = { TROVE_VECTORS: 'elasticsearch', ELASTICSEARCH_URL: 'http://localhost:9200' };
    expect(readConfig(both).services.vectors).toBe('ELASTICSEARCH');
    expect(readConfig({ ELASTICSEARCH_URL: 'http://localhost:9200' }).services.vectors).toBe(
      'MEMORY',
    );
  });

  it('does not repeat a key in its message', () => {
    const { message } = refusal({ TROVE_ADMIN_KEY: 'short-secret' });
    expect(message).toContain('TROVE_ADMIN_KEY');
    expect(message).not.toContain('short-secret');
  });

  it('cannot be changed afterwards', () => {
    const config = readConfig({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.limits)).toBe(true);
  });
});
