import fc from 'fast-check';
import { clientKeyOf } from '../../../src/limits/client-key';

describe('clientKeyOf', () => {
  it('counts an IPv4 address as such, however it is written', () => {
    expect(clientKeyOf('203.0.113.7')).toBe('203.0.113.7');
    expect(clientKeyOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(clientKeyOf('::FFFF:203.0.113.7')).toBe('203.0.113.7');
  });

  it('counts all addresses of an IPv6 network of 64 bits as one client', () => {
    const network = '2001:db8:0:7::/64';
    expect(clientKeyOf('2001:db8::7:1:2:3:4')).toBe(network);
    expect(clientKeyOf('2001:0DB8:0:7::')).toBe(network);
    expect(clientKeyOf('2001:db8:0:7:ffff:ffff:ffff:ffff')).toBe(network);
    expect(clientKeyOf('2001:db8:0:8::1')).not.toBe(network);
    expect(clientKeyOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
    expect(clientKeyOf('64:ff9b::203.0.113.7')).toBe('64:ff9b:0:0::/64');
    expect(clientKeyOf('::1')).toBe('0:0:0:0::/64');
  });

  it('gives two addresses one key exactly when their first 64 bits are equal', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    const address = fc.array(group, { minLength: 8, maxLength: 8 });
    const written = (groups: readonly number[]) => groups.map((one) => one.toString(16)).join(':');
    fc.assert(
      fc.property(address, address, fc.boolean(), (one, other, sameNetwork) => {
        const second = sameNetwork ? [...one.slice(0, 4), ...other.slice(4)] : other;
        const equal = one.slice(0, 4).join() === second.slice(0, 4).join();
        expect(clientKeyOf(written(one)) === clientKeyOf(written(second))).toBe(equal);
      }),
    );
  });

  it('counts whatever is no address as one client, so that inventing names gains nothing', () => {
    expect(clientKeyOf('somebody')).toBe(clientKeyOf('somebody else'));
    expect(clientKeyOf('')).toBe(clientKeyOf('x'.repeat(10_000)));
  });

  it('never takes an address for the holder of the key', () => {
    fc.assert(fc.property(fc.string(), (text) => clientKeyOf(text) !== 'key'));
  });
});
