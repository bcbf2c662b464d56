import {
  CheckCircleIcon,
  ImageIcon,
  WarningCircleIcon,
  WarningIcon,
} from "@phosphor-icons/react/ssr";
import type { VariantView } from "@/lib/contracts/campaigns";

/** What the platform will say, before it does. */
export function VariantChecks({
  variant,
}: {
  variant: Pick<VariantView, "issues" | "mediaAdvice" | "media">;
}) {
  const { issues, mediaAdvice, media } = variant;
  return (
    <ul className="checks">
      {issues.length === 0 ? (
        <li>
          <CheckCircleIcon className="i ok-c" weight="fill" aria-hidden="true" />
          <span>All checks passed</span>
        </li>
      ) : null}
      {issues.map((issue) => (
        <Issue key={`${issue.code}-${issue.message}`} issue={issue} />
      ))}
      {mediaAdvice && mediaAdvice.kind !== "none" && !media ? (
        <li>
          <ImageIcon className="i t3" aria-hidden="true" />
          <span className="t2">
            Suggested {mediaAdvice.kind}, {mediaAdvice.aspectRatio}: {mediaAdvice.show}
          </span>
        </li>
      ) : null}
    </ul>
  );
}

function Issue({ issue }: { issue: VariantView["issues"][number] }) {
  const bad = issue.severity === "error";
  const Mark = bad ? WarningCircleIcon : WarningIcon;
  return (
    <li>
      <Mark
        className={bad ? "i danger-c" : "i warn-c"}
        weight="fill"
        aria-label={bad ? "Stands in the way" : "Worth knowing"}
      />
      <span>{issue.message}</span>
    </li>
  );
}
