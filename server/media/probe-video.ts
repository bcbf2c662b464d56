import { open } from "node:fs/promises";
import { invalidField } from "@/server/errors";

const MB = 1024 ** 2;
// A table of samples takes ten times its bytes once it is opened, so what is read of one is bounded.
// An hour of video has a table of about two megabytes.
const MAX_READ_BYTES = 16 * MB;
const MAX_READ_TOGETHER_BYTES = 48 * MB;

export interface ProbedVideo {
  /** As shown: turned the way the file says. */
  width: number;
  height: number;
  durationMs: number;
  codec: string | null;
}

/** Reads what a video says of itself. @throws AppError `invalid` when it is broken or has no picture. */
export async function probeVideo(file: string): Promise<ProbedVideo> {
  const { CustomSource, EncodedPacketSink, Input, MP4, QTFF } = await import("mediabunny");
  const reader = await openReader(file);
  const input = new Input({ formats: [MP4, QTFF], source: new CustomSource(reader.source) });
  const unreadable = () => (reader.isExhausted() ? tooMuch() : broken());
  try {
    const tracks = await input.getTracks().catch(() => []);
    if (tracks.length === 0) throw unreadable();
    const track = await input.getPrimaryVideoTrack();
    if (!track) {
      throw invalidField("media", "This file has sound but no picture. Upload a video.");
    }
    // The tables may be whole although the upload that filled them broke off.
    const last = await new EncodedPacketSink(track).getPacket(Infinity).catch(() => null);
    if (!last || last.data.byteLength === 0) throw unreadable();
    const seconds = await input.computeDuration().catch(() => null);
    const [width, height] = await Promise.all([track.getDisplayWidth(), track.getDisplayHeight()]);
    if (seconds === null || !(seconds > 0) || !(width > 0) || !(height > 0)) throw unreadable();
    return {
      width: Math.round(width),
      height: Math.round(height),
      durationMs: Math.round(seconds * 1000),
      codec: await track.getCodec(),
    };
  } finally {
    input.dispose();
    await reader.close();
  }
}

/** Gives out no more of a file than a sound one needs for its tables and its last picture. */
async function openReader(file: string) {
  const handle = await open(file, "r");
  let given = 0;
  let isExhausted = false;
  return {
    source: {
      getSize: async () => (await handle.stat()).size,
      read: async (start: number, end: number) => {
        given += end - start;
        isExhausted ||= end - start > MAX_READ_BYTES || given > MAX_READ_TOGETHER_BYTES;
        if (isExhausted) throw new Error("the file asks for too much to be read at once");
        const bytes = new Uint8Array(end - start);
        await handle.read(bytes, 0, bytes.byteLength, start);
        return bytes;
      },
    },
    isExhausted: () => isExhausted,
    close: () => handle.close(),
  };
}

const tooMuch = () =>
  invalidField(
    "media",
    "The video's index is too large to be opened here. Export it again as MP4, or cut it shorter.",
  );

const broken = () =>
  invalidField("media", "The video is damaged or not complete. Export it again as MP4.");
