import type { SandboxPlatform } from "./context";
import { icon, wheel } from "./page-icons";
import { pageStyle } from "./page-style";
import type { Profile } from "./profiles";

const names: Record<SandboxPlatform, string> = { x: "X", youtube: "YouTube" };

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** The frame of every imitated page: a striped bar says that it is not the real one. */
export function sandboxPage(platform: SandboxPlatform, title: string, body: string): string {
  const name = names[platform];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${pageStyle}</style></head>
<body><div class="sheet"><div class="stripe" role="note">${icon("flask")}<span><b>Sandbox.</b> This imitates ${name}. Nothing you do here reaches the real one.</span></div>
<main class="body">${body}</main></div></body></html>`;
}

export interface ConsentView {
  platform: SandboxPlatform;
  ticket: string;
  profiles: readonly Profile[];
  canPublish: boolean;
  canRead: boolean;
}

const wording = {
  x: { as: "a profile you own", what: "Publish posts on this profile", unit: "followers" },
  youtube: { as: "a channel you own", what: "Upload videos to this channel", unit: "subscribers" },
} as const;

export function consentPage(view: ConsentView): string {
  const words = wording[view.platform];
  const cards = view.profiles
    .map(
      (
        profile,
        index,
      ) => `<label class="pick"><input type="radio" name="account" value="${escapeHtml(profile.id)}"${index === 0 ? " checked" : ""}>
<span><b>${escapeHtml(profile.name)}</b><small>@${escapeHtml(profile.username)}, ${profile.followers.toLocaleString("en-US")} ${words.unit}</small></span></label>`,
    )
    .join("\n");
  const permissions = [
    view.canPublish ? `<li>${icon("publish")}<span>${words.what}</span></li>` : "",
    view.canRead ? `<li>${icon("read")}<span>Read views and reactions</span></li>` : "",
    `<li class="not">${icon("not")}<span>Not asked for: your messages, your contacts, ads</span></li>`,
  ].join("\n");
  return sandboxPage(
    view.platform,
    `Allow access, ${names[view.platform]} sandbox`,
    `<div class="pair"><span class="tile ${view.platform}">${icon(view.platform)}</span><span class="dots"></span><span class="tile own">${wheel}</span></div>
<h1>Let Bandwagon post as ${words.as}?</h1><p class="quiet">Signed in as Ines Moreau, a made-up person</p>
<form method="post"><input type="hidden" name="ticket" value="${escapeHtml(view.ticket)}">
<fieldset><legend>Choose</legend>${cards}</fieldset>
<ul>${permissions}</ul>
<div class="acts"><button type="submit" name="decision" value="cancel">Cancel</button><button class="primary" type="submit" name="decision" value="allow">Allow</button></div>
</form>`,
  );
}

/** Shown instead of a redirect whenever the redirect itself can't be trusted. */
export function refusalPage(platform: SandboxPlatform, code: string, detail: string): string {
  return sandboxPage(
    platform,
    `Access refused, ${names[platform]} sandbox`,
    `<h1>This request can’t be allowed.</h1><p class="quiet">${escapeHtml(detail)}</p><p class="quiet"><code>${escapeHtml(code)}</code></p>`,
  );
}

/** A page for one post, so that a permalink leads somewhere. */
export function postPage(
  platform: SandboxPlatform,
  profile: Profile,
  post: { title: string | null; text: string; counts: Record<string, number> },
): string {
  const counts = Object.entries(post.counts)
    .map(
      ([label, count]) => `<div><dt>${label}</dt><dd>${count.toLocaleString("en-US")}</dd></div>`,
    )
    .join("");
  const heading = post.title ?? `${profile.name} on ${names[platform]}`;
  return sandboxPage(
    platform,
    heading,
    `<div class="pair"><span class="tile ${platform}">${icon(platform)}</span><span><b>${escapeHtml(profile.name)}</b><span class="meta">@${escapeHtml(profile.username)}</span></span></div>
<h1>${escapeHtml(heading)}</h1><p class="post">${escapeHtml(post.text)}</p><dl>${counts}</dl>`,
  );
}
