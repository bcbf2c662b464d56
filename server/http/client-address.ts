import { isIPv6 } from "node:net";

/**
 * Whom tries are counted for. The server itself sets the header, from the socket or a declared proxy.
 * Whoever has one IPv6 address has the whole network of 2^64 around it, so that counts as one.
 */
export function clientKey(address: string | null | undefined): string {
  const plain = address?.split("%")[0] ?? "";
  if (!isIPv6(plain)) return plain || "unknown";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped) return mapped;
  const [head = "", tail] = plain.split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - countGroups(tail);
  const whole = [
    ...groups,
    ...Array<string>(Math.max(0, missing)).fill("0"),
    ...(tail ?? "").split(":"),
  ];
  const network = whole.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

/** A tail may end in an IPv4 address, which stands for two groups. */
const countGroups = (tail: string) =>
  tail === "" ? 0 : tail.split(":").length + (tail.includes(".") ? 1 : 0);

export const clientKeyOf = (request: Request) => clientKey(request.headers.get("x-client-address"));
