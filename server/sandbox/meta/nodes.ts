import type { Call, Route } from "../context";
import { findObject, type SandboxObject } from "../objects";
import { findPost, type PostRow } from "../posts";
import { findProfile, type Profile } from "../profiles";
import { graphError, missingObject } from "./graph-error";
import { withParams } from "./oauth";
import type { Params } from "./params";

export type MetaPlatform = "facebook" | "instagram" | "whatsapp";

/** Whatever one id of the Graph may stand for. */
export type Node =
  | { type: "account"; platform: MetaPlatform; account: Profile }
  | { type: "post"; platform: MetaPlatform; account: Profile; post: PostRow }
  | {
      type: "object";
      platform: MetaPlatform;
      account: Profile;
      kind: string;
      object: SandboxObject<unknown>;
    };

export interface NodeRequest {
  call: Call;
  params: Params;
  node: Node;
}

export interface Edge {
  method: "GET" | "POST" | "DELETE";
  platform: MetaPlatform;
  type: Node["type"];
  /** Of objects, only those of this kind. */
  kind?: string;
  /** Empty: the node itself. */
  name: string;
  handle(request: NodeRequest): Response | Promise<Response>;
}

const platforms = ["facebook", "instagram", "whatsapp"] as const;
/** What both platforms keep under ids of their own before it becomes a post. */
const objectKinds = ["video", "photo", "container", "media", "waba", "ads"] as const;

function findNode({ context }: Call, id: string): Node | null {
  for (const platform of platforms) {
    const post = findPost(context, platform, id);
    const owner = post ? findProfile(context.db, post.account_id) : null;
    if (post && owner) return { type: "post", platform, account: owner, post };
    for (const kind of objectKinds) {
      const object = findObject(context, { platform, kind, id });
      const account = object?.accountId ? findProfile(context.db, object.accountId) : null;
      if (object && account) return { type: "object", platform, account, kind, object };
    }
  }
  const account = findProfile(context.db, id);
  const platform = platforms.find((each) => each === account?.platform);
  return account && platform ? { type: "account", platform, account } : null;
}

/** The Graph has one address for every kind of thing: what stands there decides what it can do. */
export function toNodeRoutes(edges: readonly Edge[]): Route[] {
  const dispatch = (call: Call, params: Params) => {
    const { method } = call.request;
    const { node: id = "", edge: name = "" } = call.params;
    const node = findNode(call, id);
    if (!node) return missingObject(id, method.toLowerCase());
    const edge = edges.find(
      (each) =>
        each.method === method &&
        each.platform === node.platform &&
        each.type === node.type &&
        (each.kind === undefined || (node.type === "object" && each.kind === node.kind)) &&
        each.name === name,
    );
    if (!edge) return refuseEdge(id, name, method);
    return edge.handle({ call, params, node });
  };
  return (["GET", "POST", "DELETE"] as const).flatMap((method) => [
    { method, path: "facebook/{version}/{node}", handle: withParams(dispatch) },
    { method, path: "facebook/{version}/{node}/{edge}", handle: withParams(dispatch) },
  ]);
}

function refuseEdge(id: string, name: string, method: string): Response {
  if (name === "") return missingObject(id, method.toLowerCase());
  return graphError(100, `(#100) Tried accessing nonexisting field (${name}) on node type`, {
    type: "OAuthException",
  });
}
