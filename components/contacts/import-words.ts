import type { ImportAnswer } from "@/lib/contracts/contacts";

const count = (number: number) => number.toLocaleString("en");

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** "Of 67 lines, 61 are new and 6 are left out. 1 has not agreed, and gets no messages." */
export function describeImport(told: ImportAnswer): string {
  const facts: [number, string, string][] = [
    [told.added, "is new", "are new"],
    [told.changed, "changes a contact", "change contacts"],
    [told.unchanged, "is known already", "are known already"],
    [told.refused, "is left out", "are left out"],
  ];
  const parts = facts.flatMap(([number, one, many]) =>
    number > 0 ? [`${count(number)} ${number === 1 ? one : many}`] : [],
  );
  const lines = `${count(told.rows)} ${told.rows === 1 ? "line" : "lines"}`;
  if (parts.length === 0) return "The file has no lines below its first.";
  return `Of ${lines}, ${list.format(parts)}.${describeSilent(told)}`;
}

function describeSilent({ withoutConsent, optedOut }: ImportAnswer): string {
  const who = [
    withoutConsent > 0
      ? `${count(withoutConsent)} ${withoutConsent === 1 ? "has" : "have"} not agreed`
      : null,
    optedOut > 0 ? `${count(optedOut)} said stop` : null,
  ].filter((part) => part !== null);
  if (who.length === 0) return "";
  const verb = withoutConsent + optedOut === 1 ? "gets" : "get";
  return ` ${list.format(who)}, and ${verb} no messages.`;
}
