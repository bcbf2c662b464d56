import { cx } from "@/components/ui/class-names";

/** First letters of the first and last word, at most two. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

/** A person, by initials. The name stands beside it, so it is hidden from screen readers. */
export function Face({ name, size }: { name: string; size?: "s" | "l" }) {
  return (
    <span className={cx("face", size)} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
