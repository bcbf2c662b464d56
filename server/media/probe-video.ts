import { invalidField } from "@/server/errors";

export interface ProbedVideo {
  /** As shown: turned the way the file says. */
  width: number;
  height: number;
  durationMs: number;
  codec: string | null;
}

/** Reads what a video says of itself. @throws AppError `invalid` when it is broken or has no picture. */
export async function probeVideo(file: string): Promise<ProbedVideo> {
  const { EncodedPacketSink, FilePathSource, Input, MP4, QTFF } = await import("mediabunny");
  const input = new Input({ formats: [MP4, QTFF], source: new FilePathSource(file) });
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
  }
}

const unreadable = () =>
  invalidField("media", "The video is damaged or not complete. Export it again as MP4.");
