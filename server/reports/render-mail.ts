import type { ReportRow, ReportView } from "@/lib/contracts/reports";
import { RANKS, rankWords } from "@/lib/domain/rank-words";
import { beforeInWords, orUnknown, periodInWords, reportLead } from "@/lib/domain/report-words";
import { catalog } from "@/lib/platforms/catalog";

/** Mail programs know no style sheets: each element carries its own, in few plain colours. */
const STYLE = {
  body: "margin:0;padding:24px;background:#fdfdfb;color:#1b2b2d;font:14px/20px Helvetica,Arial,sans-serif",
  lead: "font:20px/28px Georgia,serif;margin:0 0 20px;max-width:600px",
  quiet: "color:#5a6769;font-size:12px;line-height:18px;margin:0 0 16px",
  head: "text-align:left;font-weight:600;padding:6px 12px 6px 0;border-bottom:1px solid #d5dbd8",
  cell: "padding:6px 12px 6px 0;border-bottom:1px solid #e6eae7",
  number: "padding:6px 0 6px 12px;border-bottom:1px solid #e6eae7;text-align:right",
  numberHead:
    "text-align:right;font-weight:600;padding:6px 0 6px 12px;border-bottom:1px solid #d5dbd8",
};
const MOST_ROWS = 20;

interface Frame {
  name: string;
  /** Of the product. */
  url: string;
}

/** A report as a mail: its totals, what was best, and the way to the rest. */
export function renderMail(report: ReportView, { name, url }: Frame) {
  const period = periodInWords(report);
  const subject = `${name}: ${period}`.replace(/\s+/g, " ");
  const sections = [
    toPosts(report),
    toTable("Platforms", report.platforms),
    toTable("Campaigns", report.campaigns),
    toTable("Variants", report.variants),
  ];
  const world = report.sandbox ? "Sandbox: made-up accounts." : "Real accounts.";
  const narrowed = report.filters.map(({ label, values }) => `${label}: ${values.join(", ")}.`);
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${toHtml(subject)}</title></head>
<body style="${STYLE.body}"><h1 style="font-size:20px;line-height:26px;margin:0 0 4px">${toHtml(name)}</h1>
<p style="${STYLE.quiet}">${toHtml([report.workspace, `${period}, days in ${report.timeZone.replaceAll("_", " ")}.`, world, ...narrowed].join(" · "))}</p>
<p style="${STYLE.lead}">${toHtml(reportLead(report))}</p>
${toTotals(report)}
${sections.join("\n")}
<p style="${STYLE.quiet}">n/a: the platform does not tell it, or nothing was reported yet. The attached table has every number. <a href="${toHtml(url)}" style="color:#1f5560">Open Bandwagon</a></p>
</body></html>`;
  return { subject, html };
}

function toTotals({ totals, before }: ReportView): string {
  const lines: [string, number | null, number | null][] = [
    ["Posts", totals.posts, before?.totals.posts ?? null],
    ["Views", totals.counts.views, before?.totals.counts.views ?? null],
    ["Likes", totals.counts.likes, before?.totals.counts.likes ?? null],
    ["Comments", totals.counts.comments, before?.totals.counts.comments ?? null],
    ["Shares", totals.counts.shares, before?.totals.counts.shares ?? null],
    ["Clicks", totals.counts.clicks, before?.totals.counts.clicks ?? null],
    ["Conversions", totals.counts.conversions, before?.totals.counts.conversions ?? null],
  ];
  const rows = lines.map(
    ([label, now, then]) =>
      `<tr><td style="${STYLE.cell}">${label}</td><td style="${STYLE.number}">${orUnknown(now)}</td><td style="${STYLE.number}">${before ? orUnknown(then) : ""}</td></tr>`,
  );
  return `<table cellspacing="0" style="border-collapse:collapse;margin:0 0 24px"><tr><th style="${STYLE.head}">Totals</th><th style="${STYLE.numberHead}">This period</th><th style="${STYLE.numberHead}">${before ? toHtml(capital(beforeInWords({ before }))) : ""}</th></tr>${rows.join("")}</table>`;
}

function toPosts({ best, goal, platforms }: ReportView): string {
  if (best.length === 0) return "";
  const rows = best.map(({ platform, account, text, views, engagements, clicks }) => {
    const figures = [views, engagements, clicks]
      .map((count) => `<td style="${STYLE.number};vertical-align:top">${orUnknown(count)}</td>`)
      .join("");
    const whose = `${catalog[platform].label}, ${account}`;
    return `<tr><td style="${STYLE.cell}">${toHtml(text || "A post without words")}<br><span style="color:#5a6769;font-size:12px">${toHtml(whose)}</span></td>${figures}</tr>`;
  });
  const table = toFrame("Best posts", ["Views", "Interactions", "Clicks"], rows);
  return `${table}<p style="${STYLE.quiet}">${toHtml(rankWords(RANKS[goal], platforms))}</p>`;
}

function toTable(title: string, rows: readonly ReportRow[]): string {
  if (rows.length === 0) return "";
  const shown = rows
    .slice(0, MOST_ROWS)
    .map(
      ({ letter, name, posts, counts }) =>
        `<tr><td style="${STYLE.cell}">${toHtml(letter ? `${letter} ${name}` : name)}</td>${[
          posts,
          counts.views,
          counts.likes,
          counts.clicks,
        ]
          .map((count) => `<td style="${STYLE.number}">${orUnknown(count)}</td>`)
          .join("")}</tr>`,
    );
  return toFrame(title, ["Posts", "Views", "Likes", "Clicks"], shown);
}

function toFrame(title: string, heads: readonly string[], rows: readonly string[]): string {
  const cells = heads.map((head) => `<th style="${STYLE.numberHead}">${head}</th>`).join("");
  return `<table cellspacing="0" style="border-collapse:collapse;margin:0 0 24px"><tr><th style="${STYLE.head}">${title}</th>${cells}</tr>${rows.join("")}</table>`;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const toHtml = (text: string) => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
