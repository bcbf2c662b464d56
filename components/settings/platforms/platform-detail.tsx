import {
  toHealthDetail,
  toHealthWords,
  toTallyWords,
  toVersionWarning,
  whenOver,
} from "@/components/settings/platforms/describe-platform";
import { CopyField } from "@/components/ui/copy-field";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field } from "@/components/ui/field";
import { LinkButton } from "@/components/ui/link-button";
import { Status } from "@/components/ui/status";
import { useIsPast } from "@/components/ui/use-is-past";
import type { PlatformHealth, PlatformSetup } from "@/lib/contracts/accounts";

type Props = { setup: PlatformSetup; zone: string };

/** What the operator needs to set a platform up, and what is wrong with it now. */
export function PlatformDetail({ setup, zone }: Props) {
  return (
    <div className="grid gap-5">
      <Troubles setup={setup} zone={zone} />
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-2">
        <div className="grid content-start gap-4">
          <Addresses setup={setup} />
          {setup.variables.length > 0 ? <Variables setup={setup} /> : null}
          <Version setup={setup} />
          <div className="row wrap">
            <LinkButton size="sm" href="/accounts">
              Connect an account
            </LinkButton>
            <span className="t3 xs">{toSandboxWords(setup)}</span>
          </div>
        </div>
        <div className="grid content-start gap-3">
          <h3 className="b">How to set it up</h3>
          <ol className="grid list-decimal gap-2 pl-5">
            {setup.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p className="t2">
            <b className="b">Review.</b> {setup.reviewNote}
          </p>
          <p className="t2">
            <b className="b">Costs and limits.</b> {setup.accessNote}
          </p>
        </div>
      </div>
    </div>
  );
}

function toSandboxWords({ sandbox }: PlatformSetup): string {
  if (!sandbox.available) return "Always the real one: the sandbox has no imitation of it.";
  if (sandbox.accounts === 0) return "The sandbox imitates it, without keys.";
  return `${sandbox.accounts} connected in the sandbox.`;
}

function Troubles({ setup, zone }: Props) {
  const warning = toVersionWarning(setup);
  const worlds = [
    { name: setup.label, health: setup.health.real },
    { name: `${setup.label} in the sandbox`, health: setup.health.sandbox },
  ].filter(({ health }) => health.state !== "working");
  if (!warning && worlds.length === 0) return null;
  return (
    <div className="grid gap-3">
      {worlds.map(({ name, health }) => (
        <Trouble key={name} name={name} health={health} zone={zone} />
      ))}
      {warning ? (
        <ErrorMessage title="This version of the API comes to its end">{warning}</ErrorMessage>
      ) : null}
    </div>
  );
}

type TroubleProps = { name: string; health: PlatformHealth; zone: string };

function Trouble({ name, health, zone }: TroubleProps) {
  const current = whenOver(health, useIsPast(health.until));
  return (
    <ErrorMessage title={`${name}: ${toHealthWords(current, zone).words}`}>
      {toHealthDetail(current, zone)}
    </ErrorMessage>
  );
}

function Version({ setup }: { setup: PlatformSetup }) {
  const { apiVersion } = setup;
  if (!apiVersion) return null;
  return (
    <p className="t2">
      <b className="b">API version.</b> {apiVersion.value},{" "}
      {apiVersion.sunset ? `good until ${apiVersion.sunset}` : "no end announced"}.{" "}
      <code className="font-mono text-xs">{apiVersion.envName}</code> chooses another.
    </p>
  );
}

function Addresses({ setup }: { setup: PlatformSetup }) {
  return (
    <>
      {setup.redirectUrl ? (
        <Field
          label="Redirect URL"
          hint="Register exactly this one: it is compared letter by letter."
        >
          <CopyField value={setup.redirectUrl} what={`${setup.label} redirect URL`} />
        </Field>
      ) : null}
      {setup.webhookUrl ? (
        <Field
          label="Webhook URL"
          hint={`Reached by the platform, so it must be public and https. ${toTallyWords(setup.webhooks.real)}`}
        >
          <CopyField value={setup.webhookUrl} what={`${setup.label} webhook URL`} />
        </Field>
      ) : null}
      {setup.siteWebhooks.map(({ accountId, name, url }) => (
        <Field
          key={accountId}
          label={`Webhook URL of ${name}`}
          hint={`For this site alone: it signs with its own secret. ${toTallyWords(setup.webhooks.real)}`}
        >
          <CopyField value={url} what={`webhook URL of ${name}`} />
        </Field>
      ))}
      {setup.verifyToken ? (
        <Field label="Verify token" hint="Typed in beside the webhook URL, on the platform.">
          <CopyField value={setup.verifyToken} what={`${setup.label} verify token`} />
        </Field>
      ) : null}
    </>
  );
}

function Variables({ setup }: { setup: PlatformSetup }) {
  return (
    <div>
      <h3 className="b">Variables of this server</h3>
      <ul>
        {setup.variables.map(({ name, set, required }) => (
          <li key={name} className="row border-t border-line-soft py-2 first:border-t-0">
            <code className="cut font-mono text-xs">{name}</code>
            <span className="push nw">
              <Status tone={set ? "ok" : "plain"}>{toState(set, required)}</Status>
            </span>
          </li>
        ))}
      </ul>
      {setup.missing.length > 0 ? (
        <p className="xs t3">Put them into the environment or .env and start the server again.</p>
      ) : null}
    </div>
  );
}

function toState(set: boolean, required: boolean): string {
  if (set) return "Set";
  return required ? "Missing" : "Not needed";
}
