import { ConnectedPlatform, ConnectPlatform, WithPlatform } from "@/lib/contracts/accounts";
import { answerStart } from "@/server/accounts/answer-start";
import { connectPlatform } from "@/server/accounts/connect-platform";
import { route } from "@/server/http/route";
import { getRuntime } from "@/server/runtime";

/** For a browser: on to the platform's consent page. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ platform: string }> },
): Promise<Response> {
  return answerStart(getRuntime(), request, (await params).platform);
}

export const POST = route({
  scope: "accounts:write",
  params: WithPlatform,
  body: ConnectPlatform,
  run: (ctx, { params, body }) => connectPlatform(ctx, params.platform, body),
  view: ConnectedPlatform,
});
