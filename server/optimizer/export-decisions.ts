import type { z } from "zod";
import type { DecisionsCsvQuery, DecisionView } from "@/lib/contracts/optimizer";
import { toCsvRow } from "@/lib/domain/csv";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import { readDecisions } from "./list-decisions";

const PAGE = 200;
const HEAD = [
  ...["at", "platform", "post_id", "variant", "label", "kind", "chosen_by", "probability"],
  ...["reason", "override_note", "would_have_chosen"],
  ...["algorithm", "version", "seed", "odds"],
];

/** Every decision of a campaign as a file, newest first, read page by page while it is sent. */
export async function exportDecisions(
  ctx: Ctx,
  query: z.output<typeof DecisionsCsvQuery>,
): Promise<Response> {
  const campaign = await requireCampaign(ctx.db, ctx.workspaceId, query.campaignId);
  const encoder = new TextEncoder();
  const lines = readLines(ctx, query);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: () => lines.return(undefined).then(() => undefined),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="decisions-${campaign.id}.csv"`,
      "cache-control": "no-store",
    },
  });
}

async function* readLines(
  ctx: Ctx,
  query: z.output<typeof DecisionsCsvQuery>,
): AsyncGenerator<string, void, undefined> {
  yield `${toCsvRow(HEAD)}\r\n`;
  let cursor: string | undefined;
  do {
    const page = await readDecisions(ctx.db, ctx.workspaceId, { ...query, cursor, limit: PAGE });
    if (page.items.length > 0) yield page.items.map((item) => `${toLine(item)}\r\n`).join("");
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

function toLine(decision: DecisionView): string {
  const { at, platform, postId, letter, label, kind, who, probability } = decision;
  const { reason, overrideNote, wouldHaveChosen } = decision;
  const what = [at, platform, postId, letter, label, kind, who, probability];
  const { algorithm, version, seed, candidates } = decision;
  const odds = candidates.map((each) => `${each.letter} ${each.share ?? "?"}`).join("; ");
  const how = [algorithm, version, seed, odds];
  return toCsvRow([...what, reason, overrideNote, wouldHaveChosen, ...how]);
}
