import type { Published } from "@/lib/domain/publish-outcome";

/** How a post stands that its platform brings out by itself. */
export interface Standing extends Pick<Published, "permalink" | "visibility"> {
  /** When it goes or went live. */
  liveAt: Date | null;
}
