import { getRuntime } from "@/server/runtime";
import { receiveWebhook } from "@/server/webhooks/receive-webhook";

interface Called {
  params: Promise<{ platform: string; account: string }>;
}

export const POST = async (request: Request, { params }: Called) => {
  const { platform, account } = await params;
  return receiveWebhook(getRuntime(), platform, request, account);
};
