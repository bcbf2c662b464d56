/** Held for a transaction by whoever plans slots. Any numbers that nothing else in this database uses. */
export const TICK_LOCK = 7_240_118;
/** Held for a transaction by whoever takes posts, so that what is in flight can be counted. */
export const CLAIM_LOCK = 7_240_119;
/** Held for a transaction by whoever sorts out missed runs: two would lock the same rows crosswise. */
export const MISSED_LOCK = 7_240_131;
/** Held for a transaction by whoever makes the first owner. */
export const OWNER_LOCK = 711_002;
