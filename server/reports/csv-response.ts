import { toCsvRow } from "@/lib/domain/csv";
import type { Log } from "@/server/log";
import type { Download } from "./download-limit";

export type Cells = (string | number | null)[];

interface CsvFile {
  /** What the file is called, without the day and `.csv`. */
  name: string;
  madeAt: Date;
  head: Cells;
  /** Read only as fast as the other side takes them. */
  batches: AsyncIterable<Cells[]>;
  log: Log;
  /** Is told how far it is, where there is a limit of files at once. */
  download?: Download;
}

/** A file that is written while it is read: its head goes out before the first row is asked for. */
export function toCsvResponse(file: CsvFile): Response {
  return new Response(toStream(file), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": toDisposition(file.name, file.madeAt.toISOString().slice(0, 10)),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      // A proxy that gathers the answer first would hold it back, and all of it.
      "x-accel-buffering": "no",
    },
  });
}

export const toCsvText = (rows: readonly Cells[]): string =>
  rows.map((row) => `${toCsvRow(row)}\r\n`).join("");

function toStream({ head, batches, log, download }: CsvFile): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const rows = batches[Symbol.asyncIterator]();
  let gone = false;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(toCsvText([head])));
    },
    async pull(controller) {
      download?.touch();
      try {
        const next = await rows.next();
        if (gone) return;
        if (next.done) {
          download?.end();
          controller.close();
        } else controller.enqueue(encoder.encode(toCsvText(next.value)));
      } catch (err) {
        // The connection breaks, so that nobody takes half a file for a whole one.
        log.error({ err }, "a download ended early");
        download?.end();
        controller.error(err);
      }
    },
    async cancel() {
      gone = true;
      download?.end();
      await rows.return?.();
    },
  });
}

/** A name people typed can hold quotes and line ends: the plain form keeps only what every system takes. */
function toDisposition(name: string, day: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[^\w]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  const file = `${plain || "results"}-${day}.csv`;
  const exact = encodeURIComponent(`${name.slice(0, 100)} ${day}.csv`.toWellFormed()).replace(
    /['()*]/g,
    escapeMark,
  );
  return `attachment; filename="${file}"; filename*=UTF-8''${exact}`;
}

const escapeMark = (mark: string) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
