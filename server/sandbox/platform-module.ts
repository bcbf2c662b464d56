import type { Manners } from "./audience";
import type { Route, SandboxContext } from "./context";

/** A profile that a visitor of the consent page may choose. */
export interface ProfileSeed {
  username: string;
  name: string;
  about: string;
  followers: number;
}

/** What the shared parts of the sandbox have to know of one imitated platform. */
export interface PlatformModule {
  platform: string;
  /** As people call it, for page titles. */
  label: string;
  /**
   * On the consent page: "a profile you own", "Publish posts on this profile", "followers". `kind` is
   * told where one consent offers several kinds: "page".
   */
  words: { as: string; publish: string; unit: string; kind?: string };
  /** SVG path of the outline glyph on its pages, in a box of 256. */
  glyph: string;
  /** Colour of the tile behind the glyph, in degrees of OKLCH; absent: grey. */
  hue?: number;
  profiles: readonly ProfileSeed[];
  /** Turns 64 hexadecimal digits into an identifier of the platform's own form. */
  toAccountId(hash: string): string;
  /** The platform whose app (client id, secrets, redirect addresses) this one shares; absent: its own. */
  sharesAppOf?: string;
  /** What an app-only bearer token begins with; absent where the platform has none. */
  appTokenPrefix?: string;
  /** What a profile's password begins with, on platforms that are connected by one. */
  passwordPrefix?: string;
  audience: Manners;
  /** Paths begin with the platform's name: "bluesky/xrpc/…". */
  routes: readonly Route[];
  /** Called about once a second: what happened meanwhile that the platform would tell by itself. */
  pump?(context: SandboxContext): void | Promise<void>;
}
