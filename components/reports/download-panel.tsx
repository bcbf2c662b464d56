import { DownloadSimpleIcon, PrinterIcon } from "@phosphor-icons/react/ssr";
import { buttonClass } from "@/components/ui/button-class";
import { withQuery } from "@/lib/api/fetcher";
import type { ResultsQuery } from "@/lib/contracts/analytics";

const FILES = [
  {
    path: "/api/reports/summary",
    title: "Summary",
    says: "Totals by campaign, account, platform and, of chosen campaigns, variant.",
  },
  {
    path: "/api/reports/range",
    title: "By day",
    says: "One line for each day, platform, account, campaign and variant.",
  },
  {
    path: "/api/reports/raw",
    title: "Raw rows",
    says: "Every change of a count as it was recorded. This file can be large.",
  },
] as const;

/** Files are fetched by the browser itself, which writes them to disk as they come. */
export function DownloadPanel({ query }: { query: ResultsQuery }) {
  return (
    <>
      <section className="grid gap-2" aria-labelledby="report-files">
        <h3 className="h" id="report-files">
          Tables as CSV
        </h3>
        <ul className="two-lines">
          {FILES.map(({ path, title, says }) => (
            <li key={path}>
              <span className="grow">
                <b className="b">{title}</b>
                <span className="xs t2 block">{says}</span>
              </span>
              <a
                className={buttonClass({ size: "sm" })}
                href={withQuery(path, query)}
                download
                aria-label={`Download ${title.toLowerCase()} as CSV`}
              >
                <DownloadSimpleIcon className="i" />
                Download
              </a>
            </li>
          ))}
        </ul>
        <p className="xs t3">An empty cell is a count that the platform does not tell.</p>
      </section>
      <section className="grid gap-2" aria-labelledby="report-print">
        <h3 className="h" id="report-print">
          A page to print
        </h3>
        <p className="t2">
          Totals, the curve and all tables on A4. Your browser can save it as a PDF.
        </p>
        <div>
          <a
            className={buttonClass({})}
            href={withQuery("/report", query)}
            target="_blank"
            rel="noopener"
          >
            <PrinterIcon className="i" />
            Open the page
          </a>
        </div>
      </section>
    </>
  );
}
