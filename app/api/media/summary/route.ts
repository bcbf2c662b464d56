import { MediaSummary } from "@/lib/contracts/media";
import { route } from "@/server/http/route";
import { getMediaSummary } from "@/server/media/get-media-summary";

export const GET = route({ scope: "media:read", run: getMediaSummary, view: MediaSummary });
