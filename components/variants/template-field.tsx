"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field, FieldError } from "@/components/ui/field";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import { TemplateFill } from "@/components/variants/template-fill";
import { TemplateList } from "@/components/variants/template-list";
import {
  findTemplateTrouble,
  isOf,
  stateOf,
  type Template,
} from "@/components/variants/template-words";
import { useTemplates } from "@/components/variants/use-templates";
import { detailOf } from "@/components/variants/use-variant-changes";
import { useAccounts } from "@/components/variants/use-variants";
import type { AccountView } from "@/lib/contracts/accounts";
import { STANDS_FOR, variablesOf } from "@/lib/domain/template-body";
import { catalog } from "@/lib/platforms/catalog";
import type { OptionField, TemplateParts } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";

type Options = Readonly<Record<string, string>>;

export type TemplateFieldProps = {
  platform: Platform;
  field: OptionField & { template: TemplateParts };
  options: Options;
  text: string;
  errorOf: (name: string, place?: number) => string;
  onChange: (options: Record<string, string>) => void;
};

/** A template of the account, picked from those that its platform has approved, and filled in. */
export function TemplateField(props: TemplateFieldProps) {
  const { platform, field, options, text, errorOf, onChange } = props;
  const { variables, body } = field.template;
  const picked = options[body] ?? "";
  return (
    <>
      <Picker {...props} />
      {options[field.name] && picked ? (
        <TemplateFill
          key={`${platform} ${options[field.name]}`}
          body={picked}
          lines={options[variables] ?? ""}
          text={text}
          errorOf={(place) => errorOf(variables, place)}
          onChange={(lines) => onChange({ ...options, [variables]: lines })}
        />
      ) : null}
    </>
  );
}

function Picker(props: TemplateFieldProps) {
  const { platform, field } = props;
  const accounts = useAccounts();
  const [accountId, setAccountId] = useState<string | null>(null);
  const { label, noun } = catalog[platform];
  if (accounts.isError) return <FieldError>{accounts.error.message}</FieldError>;
  if (!accounts.data) return <SkeletonRows rows={3} label="Loading templates" />;
  const own = accounts.data.filter(
    (each) => each.platform === platform && each.status !== "disconnected",
  );
  const account = own.find(({ id }) => id === accountId) ?? own[0];
  if (!account) {
    return (
      <Field label={field.label} group>
        <ErrorMessage
          title={`No ${noun.toLowerCase()} of ${label} is connected yet.`}
          action={
            <LinkButton size="sm" href="/accounts">
              Open accounts
            </LinkButton>
          }
        >
          Its templates are listed here once it is. Connect it, then pick one.
        </ErrorMessage>
      </Field>
    );
  }
  return (
    <>
      {own.length > 1 ? (
        <Field label={noun} hint="Whose templates are listed.">
          <Select
            value={account.id}
            options={own.map(({ id, displayName, handle }) => ({
              value: id,
              label: `${displayName}, ${handle}`,
            }))}
            onChange={({ target }) => setAccountId(target.value)}
          />
        </Field>
      ) : null}
      <Choice {...props} account={account} />
    </>
  );
}

function Choice(props: TemplateFieldProps & { account: AccountView }) {
  const { account, field, options, errorOf } = props;
  const { name } = field;
  const templates = useTemplates(account.id);
  const [isOpen, setOpen] = useState(false);
  const chosen = options[name]
    ? { name: options[name], language: options[field.template.language] ?? "" }
    : null;
  const live = templates.data?.find((each) => chosen && isOf(chosen, each));
  const trouble = templates.data && chosen ? findTemplateTrouble(chosen, live) : null;
  const choose = (template: Template) => {
    props.onChange(pick(options, field, template));
    setOpen(false);
  };
  return (
    <Field label={field.label} error={trouble ?? errorOf(name)} group>
      {chosen ? (
        <div className="row wrap">
          <b className="b cut">{chosen.name}</b>
          <span className="t3 xs nw">{chosen.language}</span>
          {live ? <Status tone={stateOf(live).tone}>{stateOf(live).word}</Status> : null}
          <span className="push">
            <Button size="sm" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
              {isOpen ? "Keep this one" : "Choose another"}
            </Button>
          </span>
        </div>
      ) : null}
      {live && isChanged(options, field, live) ? (
        <p className="row wrap">
          <span className="t2">It has changed since it was picked.</span>
          <Button size="sm" onClick={() => choose(live)}>
            Take it as it is now
          </Button>
        </p>
      ) : null}
      {chosen && !isOpen ? null : (
        <Offer platform={props.platform} query={templates} chosen={chosen} onChoose={choose} />
      )}
    </Field>
  );
}

type OfferProps = {
  platform: Platform;
  query: ReturnType<typeof useTemplates>;
  chosen: { name: string; language: string } | null;
  onChoose: (template: Template) => void;
};

function Offer({ platform, query, chosen, onChoose }: OfferProps) {
  if (query.isPending) return <SkeletonRows rows={4} label="Loading templates" />;
  if (query.isError) {
    return (
      <ErrorMessage
        title="The templates can’t be listed."
        action={
          <Button size="sm" onClick={() => void query.refetch()} loading={query.isFetching}>
            Try again
          </Button>
        }
      >
        {detailOf(query.error)}
      </ErrorMessage>
    );
  }
  if (query.data.length === 0) {
    return (
      <p className="t2">
        No templates yet. Write one at {catalog[platform].label}; it can be chosen here once it is
        approved.
      </p>
    );
  }
  return <TemplateList templates={query.data} chosen={chosen} onChoose={onChoose} />;
}

function isChanged(options: Options, { template }: TemplateFieldProps["field"], live: Template) {
  const { body, header } = template;
  return options[body] !== live.body || (options[header] ?? "") !== (live.headerMedia ?? "");
}

/** The text goes into the last variable, unless what is filled in already fits. */
function pick(
  options: Options,
  { name, template }: TemplateFieldProps["field"],
  picked: Template,
): Record<string, string> {
  const names = variablesOf(picked.body);
  const fits = variablesOf(options[template.body] ?? "").join() === names.join();
  const fresh = names.map((_, place) => (place === names.length - 1 ? STANDS_FOR.text : ""));
  return {
    ...options,
    [name]: picked.name,
    [template.language]: picked.language,
    [template.variables]: fits ? (options[template.variables] ?? "") : fresh.join("\n"),
    [template.body]: picked.body,
    [template.header]: picked.headerMedia ?? "",
  };
}
