import { ProhibitIcon } from "@phosphor-icons/react/ssr";
import { Status } from "@/components/ui/status";
import type { ContactPage, ContactStatus, ContactView } from "@/lib/contracts/contacts";

export const STATUS_WORDS: Record<ContactStatus, string> = {
  reachable: "Gets messages",
  no_consent: "Has not agreed",
  opted_out: "Said stop",
};

export function ContactStanding({ contact }: { contact: ContactView }) {
  const word = STATUS_WORDS[contact.status];
  if (contact.status === "reachable") return <Status tone="ok">{word}</Status>;
  if (contact.status === "no_consent") return <Status tone="plain">{word}</Status>;
  return (
    <Status tone="plain" icon={<ProhibitIcon className="i" aria-hidden="true" />}>
      {word}
    </Status>
  );
}

const people = (count: number) =>
  `${count.toLocaleString("en")} ${count === 1 ? "person" : "people"}`;

/** "48 people get your messages. 3 have not agreed, 2 said stop." */
export function describeCounts({
  reachable,
  no_consent: none,
  opted_out: out,
}: ContactPage["counts"]) {
  const rest = [
    none > 0 ? `${none.toLocaleString("en")} ${none === 1 ? "has" : "have"} not agreed` : null,
    out > 0 ? `${out.toLocaleString("en")} said stop` : null,
  ].filter(Boolean);
  const verb = reachable === 1 ? "gets" : "get";
  const tail = rest.length > 0 ? ` ${rest.join(", ")}.` : "";
  return `${people(reachable)} ${verb} your messages.${tail}`;
}
