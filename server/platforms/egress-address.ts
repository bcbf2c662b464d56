import { BlockList, isIP } from "node:net";

const PRIVATE_V4: ReadonlyArray<readonly [string, number]> = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

// 64:ff9b, 2002 and 2001::/32 carry an IPv4 address inside, so a gateway could lead back indoors.
const PRIVATE_V6: ReadonlyArray<readonly [string, number]> = [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 32],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

const privateRanges = new BlockList();
for (const [net, prefix] of PRIVATE_V4) privateRanges.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of PRIVATE_V6) privateRanges.addSubnet(net, prefix, "ipv6");

/** The IPv4 address inside `::ffff:a.b.c.d`, in either notation, or null. */
function mappedV4(address: string): string | null {
  const match = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(address);
  if (!match) return null;
  if (match[1]) return match[1];
  const high = Number.parseInt(match[2] ?? "0", 16);
  const low = Number.parseInt(match[3] ?? "0", 16);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function contains(list: BlockList, address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return list.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** True for every address that is not plainly public, and for what is no address at all. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.split("%")[0] ?? address;
  if (isIP(plain) === 0) return true;
  return contains(privateRanges, mappedV4(plain) ?? plain);
}

export interface AllowList {
  /** The operator named this host (with any port) or this host:port. */
  allowsHost(hostname: string, port: number): boolean;
  allowsAddress(address: string): boolean;
  hasRanges: boolean;
}

function hostPort(entry: string): { host: string; port: number | null } {
  const match = /^(\[[0-9a-f:.]+\]|[^:]+):(\d+)$/i.exec(entry);
  return match?.[1] ? { host: match[1], port: Number(match[2]) } : { host: entry, port: null };
}

/** Reads EGRESS_ALLOW: host names, host:port, addresses and CIDR ranges. A bad entry throws. */
export function parseAllowList(entries: readonly string[]): AllowList {
  const ranges = new BlockList();
  const hosts = new Set<string>();
  let hasRanges = false;
  for (const raw of entries) {
    const entry = raw.trim().toLowerCase();
    if (entry === "") continue;
    const [net, prefix] = entry.split("/");
    if (net && prefix !== undefined) {
      const family = isIP(net);
      if (family === 0 || !/^\d+$/.test(prefix)) throw new Error(`Not a CIDR range: ${raw}`);
      ranges.addSubnet(net, Number(prefix), family === 4 ? "ipv4" : "ipv6");
      hasRanges = true;
      continue;
    }
    const bare = stripBrackets(entry);
    if (isIP(bare)) {
      ranges.addAddress(bare, isIP(bare) === 4 ? "ipv4" : "ipv6");
      hasRanges = true;
      continue;
    }
    const { host, port } = hostPort(entry);
    hosts.add(port === null ? stripBrackets(host) : `${stripBrackets(host)}:${port}`);
  }
  return {
    allowsHost: (hostname, port) => hosts.has(hostname) || hosts.has(`${hostname}:${port}`),
    allowsAddress: (address) => contains(ranges, mappedV4(address) ?? address),
    hasRanges,
  };
}

export function stripBrackets(hostname: string): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}
