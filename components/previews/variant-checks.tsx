import {
  CheckCircleIcon,
  CoinsIcon,
  ImageIcon,
  WarningCircleIcon,
  WarningIcon,
} from "@phosphor-icons/react/ssr";
import type { VariantView } from "@/lib/contracts/campaigns";
import { publishCostUsd } from "@/lib/domain/publish-cost";
import { catalog } from "@/lib/platforms/catalog";

type CheckedVariant = Pick<
  VariantView,
  "platform" | "format" | "text" | "media" | "mediaAdvice" | "issues"
>;

/** What the platform will say, before it does. */
export function VariantChecks({ variant }: { variant: CheckedVariant }) {
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
        <Issue key={`${issue.code}-${issue.field}-${issue.message}`} issue={issue} />
      ))}
      {mediaAdvice && mediaAdvice.kind !== "none" && media.length === 0 ? (
        <li>
          <ImageIcon className="i t3" aria-hidden="true" />
          <span className="t2">
            Suggested {mediaAdvice.kind}, {mediaAdvice.aspectRatio}: {mediaAdvice.show}
          </span>
        </li>
      ) : null}
      <Cost variant={variant} />
    </ul>
  );
}

/** Only where the platform asks for money: most posts are free. */
function Cost({ variant: { platform, format, text } }: { variant: CheckedVariant }) {
  const cost = publishCostUsd(platform, format, text);
  if (cost === null) return null;
  const dollars = cost.toLocaleString("en-US", { style: "currency", currency: "USD" });
  const exact = cost < 0.1 ? `$${cost}` : dollars;
  return (
    <li>
      <CoinsIcon className="i t3" aria-hidden="true" />
      <span className="t2">
        {catalog[platform].label} charges about {exact} for this post
      </span>
    </li>
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
