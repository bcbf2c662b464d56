import { createHash } from "node:crypto";

/** A number in [0, 1) that depends on its parts alone. */
export function unit(...parts: (string | number)[]): number {
  return createHash("sha256").update(parts.join("\u0000")).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** A standard normal number that depends on its parts alone. */
export function normal(...parts: (string | number)[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - unit("radius", ...parts)));
  return radius * Math.cos(2 * Math.PI * unit("angle", ...parts));
}

export function pick<T>(choices: readonly [T, ...T[]], ...parts: (string | number)[]): T {
  return choices[Math.floor(unit(...parts) * choices.length)] ?? choices[0];
}

export function sha256Hex(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}
