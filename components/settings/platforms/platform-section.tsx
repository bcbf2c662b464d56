import { CopyField } from "@/components/ui/copy-field";
import { Field } from "@/components/ui/field";
import { LinkButton } from "@/components/ui/link-button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Status } from "@/components/ui/status";
import type { PlatformSetup } from "@/lib/contracts/accounts";

export function PlatformSection({ setup }: { setup: PlatformSetup }) {
  const titleId = `${setup.platform}-title`;
  return (
    <section className="sec scroll-mt-4" id={setup.platform} aria-labelledby={titleId}>
      <div className="sec-h wrap">
        <PlatformMark platform={setup.platform} large />
        <h2 className="h" id={titleId}>
          {setup.label}
        </h2>
        <Readiness setup={setup} />
        <span className="push row">
          {setup.sandbox.available ? <SandboxCount setup={setup} /> : null}
          <LinkButton size="sm" href="/accounts">
            Connect an account
          </LinkButton>
        </span>
      </div>
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-2">
        <div className="grid content-start gap-4">
          <Addresses setup={setup} />
          {setup.variables.length > 0 ? <Variables setup={setup} /> : null}
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
    </section>
  );
}

function Readiness({ setup }: { setup: PlatformSetup }) {
  if (!setup.ready) {
    const count = setup.missing.length;
    return (
      <Status tone="plain">{`${count} ${count === 1 ? "variable is" : "variables are"} missing`}</Status>
    );
  }
  const words =
    setup.realAccounts > 0 ? `${setup.realAccounts} connected` : "Ready for real accounts";
  return <Status tone="ok">{words}</Status>;
}

function SandboxCount({ setup }: { setup: PlatformSetup }) {
  const { accounts } = setup.sandbox;
  return (
    <span className="t3 xs row row-2">
      <SandboxTag />
      {accounts === 0 ? "works without keys" : `${accounts} connected`}
    </span>
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
        <Field label="Webhook URL" hint="Reached by the platform, so it must be public and https.">
          <CopyField value={setup.webhookUrl} what={`${setup.label} webhook URL`} />
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
  return required ? "Missing" : "Default is used";
}
