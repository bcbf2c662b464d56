import { MATCHED_AGES } from "./evolution/fitness";

/** Posts are compared by what had come in at this age: the reading of the first day, with some slack. */
export const COMPARED_AT_MS = 30 * 3_600_000;

/** Readings come a little after the hour they are meant for. */
export const matchedUntilS = (ageHours: number): number => ageHours * 3780;

/** Every age, in seconds, up to which counts are read: whoever folds counts keeps what came before it apart. */
export const COMPARED_AGES_S: readonly number[] = [
  ...MATCHED_AGES.map(matchedUntilS),
  COMPARED_AT_MS / 1000,
].toSorted((a, b) => a - b);
