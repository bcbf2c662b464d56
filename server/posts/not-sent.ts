/** Stands where a platform's answer would: nothing was asked of it. */
export const NOT_SENT = { notSent: true } as const;

export const isNotSent = (response: unknown): boolean =>
  typeof response === "object" && response !== null && "notSent" in response;
