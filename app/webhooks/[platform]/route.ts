import { getRuntime } from "@/server/runtime";
import { receiveWebhook } from "@/server/webhooks/receive-webhook";

interface Called {
  params: Promise<{ platform: string }>;
}

export const GET = async (request: Request, { params }: Called) =>
  receiveWebhook(getRuntime(), (await params).platform, request);

export const POST = GET;
