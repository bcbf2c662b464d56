import type { Format, ImageRule, PlatformEntry, TextRule, TitleRule, VideoRule } from "./entry";

/** The platform's rules as one of its formats bends them. */
export interface FormatRules {
  format: Format;
  text: TextRule;
  title: TitleRule | null;
  images: ImageRule | null;
  video: VideoRule | null;
}

/** An unknown key, or none, means the platform's first format. */
export function findFormat(entry: PlatformEntry, key: string | null): Format {
  return entry.formats.find((format) => format.key === key) ?? entry.formats[0];
}

export function rulesOf(entry: PlatformEntry, key: string | null): FormatRules {
  const format = findFormat(entry, key);
  const { images, video } = entry.media;
  return {
    format,
    text: { ...entry.text, ...format.text },
    title: format.title === undefined ? entry.title : format.title,
    images: images && { ...images, ...format.images },
    video: video && { ...video, ...format.video },
  };
}
