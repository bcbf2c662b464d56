import { readPublicMedia } from "@/server/media/read-public-media";
import { getRuntime } from "@/server/runtime";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; signature: string }> },
): Promise<Response> {
  return readPublicMedia(getRuntime(), await params, request.headers.get("range"));
}
