export type CountProps = { value: number; need?: boolean; label?: string };

/** A small round figure; `need` when a person has to act. */
export function Count({ value, need, label }: CountProps) {
  return (
    <span className={need ? "count need" : "count"}>
      {value}
      {label ? <span className="sr"> {label}</span> : null}
    </span>
  );
}
