import type { MediaKind } from "@/lib/platforms/entry";

/** A text that the platform approves before it may be sent. */
export interface MessageTemplate {
  name: string;
  language: string;
  /** approved, pending, rejected, paused, disabled, or a word that the platform made since. */
  status: string;
  category: string;
  body: string;
  /** How many the body asks for. */
  variables: number;
  headerMedia: MediaKind | null;
}
