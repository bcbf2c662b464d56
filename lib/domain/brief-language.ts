/** "und" in BCP 47: nobody knows. */
export const UNKNOWN_LANGUAGE = "und";

/** Little words that give a language away. Those that several share are left out. */
const LITTLE_WORDS: Readonly<Record<string, string>> = {
  en: "the and of to is for with you your our that this are on it its from by be have has we they their who what when how not but will can more about every",
  de: "der die das und ist nicht mit für auf ein eine unser unsere wir ihr zu den dem sich auch",
  fr: "le les des est une pour dans avec vous nous sur pas votre notre nos et qui au aux du",
  es: "el los las es una para con por nuestro nuestra tu su que del al como más y muy sus",
  it: "il gli che è una per con nostro nostra della delle sono di non più anche nel alla dei lo",
  pt: "os as é uma para com não nosso nossa você que do da dos das em ao mais seu sua",
  nl: "het een van en is voor met niet onze ons je jouw op dat zijn aan wij ook naar deze",
  da: "og er en et til med ikke vores af på du det den der vi på fra har kan også",
  sv: "och är en ett till med inte vår våra av på du det den som vi från har kan också",
  nb: "og er en et til med ikke vår våre av på du det den som vi fra har kan også",
  fi: "ja on ei se että ovat kanssa meidän sinun tämä myös kun tai sekä oma olla voi nyt kuin mutta",
  pl: "i w na z jest nie do się to dla nasz nasza oraz jak od po przez są twój ten",
};

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["ko", /\p{Script=Hangul}/u],
  ["zh", /\p{Script=Han}/u],
  ["ar", /\p{Script=Arabic}/u],
  ["he", /\p{Script=Hebrew}/u],
  ["el", /\p{Script=Greek}/u],
  ["hi", /\p{Script=Devanagari}/u],
  ["th", /\p{Script=Thai}/u],
  ["uk", /[іїєґ]/iu],
  ["ru", /\p{Script=Cyrillic}/u],
];

const WORD_SETS = Object.entries(LITTLE_WORDS).map(
  ([language, words]) => [language, new Set(words.split(" "))] as const,
);
const FEWEST = 2;

/** The language that a text is written in, as "en"; `und` where too little gives it away. */
export function detectLanguage(text: string): string {
  const plain = text.replace(/https?:\/\/\S+/g, " ").toLowerCase();
  const letters = plain.match(/\p{L}/gu) ?? [];
  for (const [language, script] of SCRIPTS) {
    const own = letters.filter((letter) => script.test(letter)).length;
    if (own > 0 && own * 4 >= letters.length * (language === "uk" ? 0.2 : 1)) return language;
  }
  const words = plain.match(/\p{L}+/gu) ?? [];
  const scored = WORD_SETS.map(
    ([language, set]) => [language, words.filter((word) => set.has(word)).length] as const,
  ).sort((a, b) => b[1] - a[1]);
  const [best, second] = scored;
  if (!best || best[1] < FEWEST || best[1] === second?.[1]) return UNKNOWN_LANGUAGE;
  return best[0];
}

/** "English" for "en". */
export function languageLabel(language: string): string {
  if (language === UNKNOWN_LANGUAGE) return "Language unknown";
  return new Intl.DisplayNames("en", { type: "language" }).of(language) ?? language;
}
