import type { Clock } from "@/server/clock";

/**
 * What lasts `realMs` for a person or a socket, in the product's time: when the clock runs faster,
 * a person in a consent page does not.
 */
export const toProductMs = (clock: Clock, realMs: number) => realMs / clock.toRealMs(1);
