import type { Call, Handler, Route } from "./context";
import { addFault, FaultKind, FaultScope, listFaults, NewFault, removeFaults } from "./faults";
import { isSameSecret } from "./grants";
import { listLedger } from "./ledger";
import { listProfiles } from "./profiles";
import { empty, json, readJson, text } from "./respond";
import { listRows } from "./store";

export const controlRoutes: Route[] = [
  { method: "GET", path: "control/ledger", handle: guarded(sendLedger) },
  { method: "GET", path: "control/platforms", handle: guarded(sendPlatforms) },
  { method: "GET", path: "control/accounts", handle: guarded(sendAccounts) },
  { method: "GET", path: "control/deliveries", handle: guarded(sendDeliveries) },
  { method: "GET", path: "control/faults", handle: guarded(sendFaults) },
  { method: "POST", path: "control/faults", handle: guarded(acceptFault) },
  { method: "DELETE", path: "control/faults", handle: guarded((call) => dropFaults(call, null)) },
  {
    method: "DELETE",
    path: "control/faults/{id}",
    handle: guarded((call) => dropFaults(call, call.params.id ?? "")),
  },
];

function guarded(handle: Handler): Handler {
  return (call) => {
    const given = call.request.headers.get("x-sandbox-control") ?? "";
    return isSameSecret(given, call.context.controlSecret)
      ? handle(call)
      : text(403, "The header x-sandbox-control is missing or wrong.");
  };
}

function sendLedger(call: Call): Response {
  const { searchParams } = call.url;
  const platform = searchParams.get("platform");
  const accountId = searchParams.get("accountId");
  const entries = listLedger(call.context.db).filter(
    (entry) =>
      (!platform || entry.platform === platform) && (!accountId || entry.accountId === accountId),
  );
  return json(200, { entries });
}

function sendAccounts(call: Call): Response {
  const { db, modules } = call.context;
  const platform = call.url.searchParams.get("platform");
  const asked = [...modules.keys()].filter((name) => !platform || name === platform);
  return json(200, { accounts: asked.flatMap((name) => listProfiles(db, name)) });
}

/** What a page needs to offer faults: names, labels, and what may be injected. */
function sendPlatforms(call: Call): Response {
  const platforms = [...call.context.modules.values()].map((module) => ({
    platform: module.platform,
    label: module.label,
    unit: module.words.unit,
    connect: module.passwordPrefix === undefined ? "oauth" : "password",
  }));
  const faults = { kinds: FaultKind.options, scopes: FaultScope.options };
  return json(200, { platforms, faults });
}

function sendDeliveries(call: Call): Response {
  const deliveries = listRows(
    call.context.db,
    `select id, url, attempts, next_at, done_at, failure from deliveries order by rowid desc limit 200`,
  );
  return json(200, { deliveries });
}

function sendFaults(call: Call): Response {
  return json(200, { faults: listFaults(call.context) });
}

async function acceptFault(call: Call): Promise<Response> {
  const body = NewFault.safeParse(await readJson(call.request));
  if (!body.success) {
    const errors = body.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    return json(400, { errors });
  }
  const { platform } = body.data;
  if (platform && !call.context.modules.has(platform)) {
    return json(404, { errors: ["platform: the sandbox does not imitate it."] });
  }
  const fault = addFault(call.context, body.data);
  return fault
    ? json(201, { fault })
    : json(404, { errors: ["accountId: the sandbox has no such account."] });
}

function dropFaults(call: Call, id: string | null): Response {
  return removeFaults(call.context, id) === 0 && id !== null ? text(404, "Not Found") : empty(204);
}
