const names = new Intl.DisplayNames("en", { type: "region" });

/** "DK" as "Denmark". */
export const nameOfCountry = (code: string): string => names.of(code) ?? code;
