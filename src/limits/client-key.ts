import { isIPv4, isIPv6 } from 'node:net';
import type { Branded } from '../shared/branded';

/** Under which name the requests of one client are counted. */
export type ClientKey = Branded<string, 'ClientKey'>;

/** Whoever holds the key of the shop: its own servers, from wherever they ask. */
export const KEY_HOLDER = 'key' as ClientKey;

/** Groups of 16 bits in an IPv6 address. */
const GROUPS = 8;

/** Groups of an IPv6 address that name the network; the rest is free for whoever lives there to choose. */
const NETWORK_GROUPS = 4;

/**
 * An IPv4 address counts as such, also where it is written inside an IPv6 one. IPv6 addresses count by their network of 64 bits: one
 * client has all the addresses in it.
 *
 * @param address as the connection or the proxy names it; whatever is not an address counts as one and the same client.
 */
export function clientKeyOf(address: string): ClientKey {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return plain as ClientKey;
  return (isIPv6(plain) ? networkOf(plain) : 'unknown') as ClientKey;
}

function networkOf(address: string): string {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  // An IPv4 address at the end stands for two groups.
  const written = head.length + tail.length + (address.includes('.') ? 1 : 0);
  const zeros = Array.from({ length: GROUPS - written }, () => '0');
  const groups = [...head, ...zeros, ...tail].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
