import { eq } from "drizzle-orm";
import type { LearningSettings } from "@/lib/contracts/learning-settings";
import type { Reader } from "@/server/db/client";
import { learningSettings } from "@/server/db/schema/learning";

export const DEFAULT_LEARNING: LearningSettings = {
  enabled: true,
  readyEvents: 100,
  gate: "usual",
  approvalRequired: false,
  callsPerCycle: 6,
};

export async function readLearningSettings(
  db: Reader,
  workspaceId: string,
): Promise<LearningSettings> {
  const [row] = await db
    .select({ settings: learningSettings.settings })
    .from(learningSettings)
    .where(eq(learningSettings.workspaceId, workspaceId));
  return { ...DEFAULT_LEARNING, ...row?.settings };
}
