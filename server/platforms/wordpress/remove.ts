import type { RemoveOutcome, Session } from "../adapter";
import { toNetworkOutcome } from "../network-outcome";
import { toRemoveOutcome } from "../remove-outcome";
import { remove, toSite } from "./api";
import { CREDENTIALS_MESSAGE, findProblem, toOutcome } from "./errors";

/** Posts and pages go to the trash, where the site's people can fetch them back; files have none. */
export async function removeFromSite(session: Session, id: string): Promise<RemoveOutcome> {
  const site = toSite(session);
  if (!site)
    return { kind: "reconnect", code: "credentials_missing", message: CREDENTIALS_MESSAGE };
  if (!/^\d+$/.test(id)) return { kind: "already_gone" };
  try {
    for (const collection of ["posts", "pages", "media"]) {
      const answer = await remove(session, site, `/${collection}/${id}`, collection === "media");
      if (answer.status < 300) return { kind: "removed" };
      const code = findProblem(answer)?.code ?? "";
      if (code === "rest_already_trashed") return { kind: "already_gone" };
      if (code !== "rest_post_invalid_id")
        return toRemoveOutcome(toOutcome(answer, "none", session.now()), "The site");
    }
    return { kind: "already_gone" };
  } catch (error) {
    return toRemoveOutcome(
      toNetworkOutcome(error, "The site", { creates: false, isTyped: true }),
      "The site",
    );
  }
}
