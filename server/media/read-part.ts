import { open } from "node:fs/promises";

/** The bytes of a file from `start` up to but not including `end`. @throws Error when it ends before */
export async function readPart(file: string, start: number, end: number): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    const part = new Uint8Array(Math.max(0, end - start));
    let filled = 0;
    while (filled < part.byteLength) {
      const { bytesRead } = await handle.read(
        part,
        filled,
        part.byteLength - filled,
        start + filled,
      );
      if (bytesRead === 0) throw new Error("a stored file is shorter than its record says");
      filled += bytesRead;
    }
    return part;
  } finally {
    await handle.close();
  }
}
