/** Postgres can't store these, or stores them as something else, so that two texts would be one. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

export const notStorable = "Leave out the character NUL and halves of surrogate pairs.";
