import { answerCallback } from "@/server/accounts/answer-callback";
import { getRuntime } from "@/server/runtime";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ platform: string }> },
): Promise<Response> {
  return answerCallback(getRuntime(), request, (await params).platform);
}
