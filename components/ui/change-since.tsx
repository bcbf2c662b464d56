import { diffText } from "@/lib/domain/text-diff";

interface Content {
  title: string | null;
  text: string;
}

type ChangeSinceProps = { before: Content; after: Content; label: string };

/** What became of a text, word by word. */
export function ChangeSince({ before, after, label }: ChangeSinceProps) {
  const changed = (["title", "text"] as const).filter((part) => before[part] !== after[part]);
  if (changed.length === 0)
    return <p className="t2">The words are the same; its files or options changed.</p>;
  return (
    <section className="grid gap-2" aria-label={label}>
      <p className="xs t3" aria-hidden="true">
        {label}
      </p>
      {changed.map((part) => (
        <Diff key={part} before={before[part] ?? ""} after={after[part] ?? ""} />
      ))}
    </section>
  );
}

function Diff({ before, after }: { before: string; after: string }) {
  const parts = diffText(before, after).map((part, place) => ({ ...part, key: `part-${place}` }));
  return (
    <p className="diff">
      {parts.map(({ key, kind, text }) => {
        if (kind === "same") return text;
        const Mark = kind === "added" ? "ins" : "del";
        return (
          <Mark key={key}>
            <span className="sr">{kind === "added" ? " added: " : " removed: "}</span>
            {text}
          </Mark>
        );
      })}
    </p>
  );
}
