import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../../src/config/read-config';

const root = join(__dirname, '../../..');
const example = readFileSync(join(root, '.env.example'), 'utf8');
const settings = [...example.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(
  ([, name = '', value = '']) => [name, value] as const,
);

describe('.env.example', () => {
  it('names every variable that the configuration reads, and no other', () => {
    const source = readFileSync(join(root, 'src/config/read-config.ts'), 'utf8');
    const read = [...source.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
    expect(settings.map(([name]) => name).sort()).toEqual(read.sort());
  });

  it('shows the defaults', () => {
    expect(readConfig(Object.fromEntries(settings))).toEqual(readConfig({}));
  });
});
