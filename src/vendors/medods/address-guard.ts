import { lookup as dnsLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { parse } from 'ipaddr.js';

/** A name that was looked up points to where our requests must not go. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/** Looks a host up and refuses every address that is not public, before a connection is made. */
export const lookupPublicAddress: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const refused = addresses.find(({ address }) => !isPublicAddress(address));
    if (refused !== undefined)
      return callback(new PrivateAddressError(`${hostname} is not a public address`), '', 0);
    const [first] = addresses;
    if (options.all === true) return callback(null, addresses);
    return callback(null, first?.address ?? '', first?.family ?? 0);
  });
};

export function isPublicAddress(address: string): boolean {
  const parsed = parse(address);
  if (parsed.kind() === 'ipv6' && 'isIPv4MappedAddress' in parsed && parsed.isIPv4MappedAddress()) {
    return parsed.toIPv4Address().range() === 'unicast';
  }
  return parsed.range() === 'unicast';
}
