import { answerStart } from "@/server/accounts/answer-start";
import { getRuntime } from "@/server/runtime";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ provider: string }> },
): Promise<Response> {
  return answerStart(getRuntime(), request, (await params).provider);
}
