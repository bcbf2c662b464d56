/** The server's processes tell each other these, as JSON over the channel between them. */
export interface Order {
  kind: "connect" | "collect";
  /** Which of the two sends to the sockets. */
  side?: Side;
  port?: number;
  barePort?: number;
  cookie?: string;
  campaignIds?: string[];
  sockets?: number;
}

export const SIDES = ["ws", "product"] as const;
export type Side = (typeof SIDES)[number];

/** The `nth` total of a campaign's post, and when: milliseconds since 1970, to the microsecond. */
export type Heard = [campaign: string, nth: number, at: number];

export const nowMs = (): number => performance.timeOrigin + performance.now();
