import {
  applyEdits,
  DIRECTIVE_KEYS,
  type Directives,
  levelsOf,
  SEED_DIRECTIVES,
} from "./directives";

const FIRST_CHALLENGERS = 3;

/** What a new channel tries beside its seed: each opens in its own way and differs in one more directive. */
export function firstChallengers(seed: number): Directives[] {
  const openings = levelsOf("hook").filter((level) => level !== SEED_DIRECTIVES.hook);
  const others = DIRECTIVE_KEYS.filter((key) => key !== "hook" && key !== "media");
  return Array.from({ length: FIRST_CHALLENGERS }, (_, nth) => {
    const opening = openings[(seed + nth) % openings.length] ?? SEED_DIRECTIVES.hook;
    const key = others[(Math.floor(seed / 7) + nth * 2) % others.length] ?? "tone";
    const levels = levelsOf(key).filter((level) => level !== SEED_DIRECTIVES[key]);
    const level = levels[(Math.floor(seed / 11) + nth) % levels.length] ?? SEED_DIRECTIVES[key];
    return applyEdits(SEED_DIRECTIVES, [
      { key: "hook", level: opening },
      { key, level },
    ]);
  });
}
