import type { MetricName } from "./entry";

interface Counted {
  count: number;
  /** When a reading last told it; null: none did. */
  readAt: Date | null;
  /** The post went out with short links. */
  linked: boolean;
}

/** Of what others report: whether anybody has told this count of a post, if only that there is none. */
export const isReported = (name: MetricName, { count, readAt, linked }: Counted): boolean =>
  count !== 0 || readAt !== null || (linked && name === "clicks");
