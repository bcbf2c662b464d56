import { answerMetrics } from "@/server/operations/answer-metrics";
import { getRuntime } from "@/server/runtime";

export const GET = (request: Request): Promise<Response> => answerMetrics(getRuntime(), request);
