import { followLink } from "@/server/links/follow-link";
import { getRuntime } from "@/server/runtime";

interface Called {
  params: Promise<{ code: string }>;
}

export async function GET(request: Request, { params }: Called): Promise<Response> {
  const { response } = await followLink(getRuntime(), (await params).code, request);
  return response;
}

export const HEAD = GET;
