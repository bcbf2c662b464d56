const KB = 1024;
const UNITS = [
  { size: KB ** 3, name: "GB", digits: 1 },
  { size: KB ** 2, name: "MB", digits: 1 },
] as const;

/** "412 KB", "3.4 MB", "5 GB". */
export function writeBytes(bytes: number): string {
  const unit = UNITS.find(({ size }) => bytes >= size);
  if (!unit) return `${Math.ceil(bytes / KB)} KB`;
  return `${(bytes / unit.size).toFixed(unit.digits).replace(/\.0$/, "")} ${unit.name}`;
}

/** "0:06", "12:40", "1:02:03". */
export function writeDuration(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (part: number) => String(part).padStart(2, "0");
  const end = `${hours > 0 ? two(minutes) : minutes}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${end}` : end;
}

export interface FileFacts {
  bytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
}

/** "3.4 MB, 1200 × 675, 0:06": what is known of a file. */
export function writeFacts({ bytes, width, height, durationMs }: FileFacts): string {
  const facts = [
    writeBytes(bytes),
    width && height ? `${width} × ${height}` : "",
    durationMs ? writeDuration(durationMs) : "",
  ];
  return facts.filter(Boolean).join(", ");
}
