import { WithId } from "@/lib/contracts/common";
import { SendingFile } from "@/lib/contracts/reports";
import { route } from "@/server/http/route";
import { downloadSending } from "@/server/reports/download-sending";

export const GET = route({
  scope: "analytics:read",
  params: WithId,
  query: SendingFile,
  run: (ctx, { params, query }) => downloadSending(ctx, { ...params, ...query }),
});
