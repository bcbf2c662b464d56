import { CaretLeftIcon, CaretRightIcon } from "@phosphor-icons/react/ssr";
import { LinkButton } from "@/components/ui/link-button";

export type PaginationProps = {
  /** "1 to 50 of 312 posts" */
  summary: string;
  previousHref?: string;
  nextHref?: string;
};

export function Pagination({ summary, previousHref, nextHref }: PaginationProps) {
  if (!previousHref && !nextHref) return <p className="pages">{summary}</p>;
  return (
    <nav className="pages" aria-label="Pages">
      <span className="grow">{summary}</span>
      {previousHref ? (
        <LinkButton size="sm" href={previousHref} icon={<CaretLeftIcon className="i" />}>
          Earlier
        </LinkButton>
      ) : null}
      {nextHref ? (
        <LinkButton size="sm" href={nextHref} icon={<CaretRightIcon className="i" />}>
          Later
        </LinkButton>
      ) : null}
    </nav>
  );
}
