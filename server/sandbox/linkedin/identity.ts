import type { Call, Route } from "../context";
import { findProfile } from "../profiles";
import { json } from "../respond";
import { asMember, toOwnAddress } from "./access";
import { isOrganization, lastPart } from "./ids";
import { badParameter, notFound } from "./problems";

export const identityRoutes: Route[] = [
  { method: "GET", path: "linkedin/v2/userinfo", handle: sendMember },
  { method: "GET", path: "linkedin/rest/organizationAcls", handle: listRoles },
  { method: "GET", path: "linkedin/rest/organizations/{id}", handle: sendOrganization },
];

function sendMember(call: Call) {
  const gate = { resource: "userinfo.GET", scopes: ["openid"], fault: "read" as const };
  return asMember(call, gate, ({ member, scopes }) => {
    const [given = "", ...family] = member.name.split(" ");
    const profile = {
      name: member.name,
      given_name: given,
      family_name: family.join(" "),
      locale: { country: "US", language: "en" },
      picture: `${toOwnAddress(call).replace(/\/linkedin$/, "")}/avatars/${encodeURIComponent(member.id)}.png`,
    };
    const email = { email: "ines.moreau@example.com", email_verified: true };
    return json(200, {
      sub: lastPart(member.id),
      ...(scopes.includes("profile") ? profile : {}),
      ...(scopes.includes("email") ? email : {}),
    });
  });
}

const adminScopes = ["rw_organization_admin", "r_organization_admin"];

function listRoles(call: Call) {
  const gate = { resource: "organizationAcls.FINDER-roleAssignee", scopes: adminScopes };
  return asMember(call, { ...gate, fault: "read" }, ({ member, organizations }) => {
    const query = call.url.searchParams;
    if (query.get("q") !== "roleAssignee") return badParameter("No such finder on this resource.");
    const start = Number(query.get("start") ?? 0);
    const count = Number(query.get("count") ?? 10);
    if (!Number.isInteger(start) || !Number.isInteger(count) || count < 1 || count > 100) {
      return badParameter("Parameter count must be 1 to 100.");
    }
    const roles = organizations.map((organization) => ({
      organization,
      role: "ADMINISTRATOR",
      roleAssignee: member.id,
      state: "APPROVED",
    }));
    const elements = roles.slice(start, start + count);
    return json(200, { paging: { start, count, links: [], total: roles.length }, elements });
  });
}

function sendOrganization(call: Call) {
  const gate = { resource: "organizations.GET", scopes: adminScopes, fault: "read" as const };
  return asMember(call, gate, () => {
    const id = call.params.id ?? "";
    const urn = `urn:li:organization:${id}`;
    const profile = isOrganization(urn) ? findProfile(call.context.db, urn) : null;
    if (!profile) return notFound(`Organization ${id} is not found`);
    return json(200, {
      id: Number(id),
      localizedName: profile.name,
      vanityName: profile.username,
      localizedDescription: profile.about,
    });
  });
}
