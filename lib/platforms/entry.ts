import type { Platform } from "./platform";

/** Their order stands in databases, as bits: a new one goes to the end. */
export const METRIC_NAMES = [
  "views",
  "likes",
  "shares",
  "comments",
  "clicks",
  "saves",
  "conversions",
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** Weighted as X counts; UTF-8 bytes; code points; what a reader sees as one letter; UTF-16 units. */
export type TextUnit = "weighted" | "bytes" | "chars" | "graphemes" | "utf16";
export type MetricAuthority = "pull" | "webhook" | "ingest" | null;
export type MediaKind = "image" | "video" | "document";

export interface TextRule {
  max: number;
  unit: TextUnit;
  required: boolean;
  forbidden?: string[];
  /** A second limit on the same text, where the platform has one. */
  maxBytes?: number;
}

export interface TitleRule {
  max: number;
  required: boolean;
  forbidden?: string[];
}

/** Width divided by height, both ends included. */
export interface AspectRange {
  min: number;
  max: number;
}

export interface ImageRule {
  max: number;
  mimeTypes: string[];
  maxBytes: number;
  /** By MIME type, where one may be larger or must be smaller than the others. */
  maxBytesOf?: Readonly<Record<string, number>>;
  aspect?: AspectRange;
  minWidth?: number;
}

export interface VideoRule {
  /** No format of the platform goes without one. */
  required: boolean;
  mimeTypes: string[];
  maxBytes: number;
  aspect?: AspectRange;
  durationSeconds?: { min: number; max: number };
}

export interface DocumentRule {
  mimeTypes: string[];
  maxBytes: number;
}

/** A choice that only this platform knows, as the composer asks for it. Values travel as text. */
export interface OptionField {
  name: string;
  label: string;
  /**
   * `list`: one value a line. `flag`: "true" or "false". `choice`: one of `choices`. `date`: ISO 8601.
   * `template`: the name of one that the account has at its platform.
   */
  kind: "text" | "choice" | "list" | "flag" | "date" | "template";
  required: boolean;
  choices?: { value: string; label: string }[];
  /** Filled in beforehand. A choice that the person must make has none. */
  initial?: string;
  hint?: string;
  /** Characters of a text; entries of a list. */
  max?: number;
  /** Entries that a list has at least. */
  min?: number;
  /** Characters of each entry of a list. */
  itemMax?: number;
  /** A text that is the address of a web page. */
  url?: true;
  /** Of a template: the options that are filled in together with it, in its own field. */
  template?: TemplateParts;
  /** The platform's own words about what was picked. Nobody types them, and nothing is put into them. */
  told?: true;
}

/** Names of options. */
export interface TemplateParts {
  language: string;
  /** A line for each variable of the body, in its order. */
  variables: string;
  /** The approved text, with its variables. */
  body: string;
  /** The kind of file that it begins with; empty where it begins with none. */
  header: string;
}

/** One kind of post that the platform takes. */
export interface Format {
  key: string;
  label: string;
  /** What sets it apart, in a sentence. */
  note?: string;
  text?: Partial<TextRule>;
  /** Null: this format has no title although others of the platform do. */
  title?: TitleRule | null;
  /** How many files, and of which kinds. Limits of each kind stand at the platform, or here. */
  media: {
    min: number;
    max: number;
    kinds: MediaKind[];
    /** Files of different kinds go together; elsewhere a video or document goes by itself. */
    mixed?: true;
  };
  images?: Partial<ImageRule>;
  video?: Partial<VideoRule>;
  /** The text is cut at lines that hold only `---`; each part keeps to the text rule. */
  parts?: { max: number };
  /** Posts of this kind that one account may make in any 24 hours; absent where no cap is known. */
  dailyPosts?: number;
  options?: OptionField[];
}

export interface ApiVersion {
  /** Overrides `value` in the environment. */
  envName: string;
  value: string;
  /** ISO date after which the platform may refuse it; null: none is announced. */
  sunset: string | null;
}

export interface AdsEntry {
  /** Asked for beside the others while the workspace has ads switched on. */
  scopes: string[];
  /** What people call the place where an ad is started and stopped. */
  where: string;
}

export interface PlatformEntry {
  platform: Platform;
  label: string;
  /** What a connected account is called there. */
  noun: string;
  /** The order in which the platform shows a post's parts. */
  preview: "post" | "video" | "article" | "photo" | "message";
  /** SVG path of the outline glyph that stands for it, filled, in a box of 256. */
  glyph: string;
  /** Where it lives itself: an address there is shown as what it leads to, and never shortened. */
  ownHosts?: string[];
  /** Whom a post reaches: everybody, or the workspace's contacts one by one. Absent: everybody. */
  audience?: "public" | "contacts";
  connect: "oauth" | "credentials";
  scopes: string[];
  /** Beyond those, what the sandbox's app is granted as if it had every product of the platform. */
  sandboxScopes?: string[];
  /** What each scope lets us do, in plain words. */
  scopeWords: Readonly<Record<string, string>>;
  /** The platform whose app and consent this one shares. */
  oauthApp?: Platform;
  /** The first is what a variant is unless a person chooses otherwise. */
  formats: [Format, ...Format[]];
  text: TextRule;
  title: TitleRule | null;
  media: {
    images: ImageRule | null;
    video: VideoRule | null;
    documents?: DocumentRule;
    altTextMax: number | null;
  };
  /** True: the platform fetches media from our public address, so that must be reachable from outside. */
  fetchesMedia: boolean;
  /** The one authority per metric: no other source may change that count. Null: cannot be known. */
  metrics: Record<MetricName, MetricAuthority>;
  /** Of those, the ones that are told only where one of these scopes was granted. */
  metricScopes?: Partial<Record<MetricName, readonly string[]>>;
  pull: {
    minIntervalMinutes: number;
    maxBatch: number;
    costPerPostUsd: number | null;
    /** Ages of a post, in hours, at which its counts are read: close at first, then ever wider. */
    scheduleHours: number[];
  };
  /** Posts that one account may make in any 24 hours; absent where no cap is known. */
  dailyPosts?: number;
  /**
   * Tries to post that one app may make in a calendar day of this zone, all its accounts together, where
   * the platform's answers do not tell how many are left.
   */
  appDaily?: { posts: number; zone: string };
  /** What the platform charges for one post; absent where posting is free. */
  publishCostUsd?: { base: number; withUrl: number };
  tokenLifetime: {
    accessMinutes: number;
    refreshDays: number | null;
    rotatesRefreshToken: boolean;
  } | null;
  apiVersion: ApiVersion | null;
  /** Where a published post can be made into an ad; absent: it can't. */
  ads?: AdsEntry;
  envNames: string[];
  /** Of those, what posting does without. */
  optionalEnvNames?: string[];
  setupSteps: string[];
  reviewNote: string;
  webhook: boolean;
  accessNote: string;
}
