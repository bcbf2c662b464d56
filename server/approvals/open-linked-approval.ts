import { LinkedApproval } from "@/lib/contracts/approvals";
import { isAppError } from "@/server/errors";
import { getRuntime, type Runtime } from "@/server/runtime";
import { readLinkedApproval } from "./read-linked-approval";

/** What the page behind an approval link shows, or null when the link is no good. */
export async function openLinkedApproval(
  token: string,
  runtime: Runtime = getRuntime(),
): Promise<LinkedApproval | null> {
  try {
    // Only what the contract names may reach the browser.
    return LinkedApproval.parse(await readLinkedApproval(runtime, token));
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
