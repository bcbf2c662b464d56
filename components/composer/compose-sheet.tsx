"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { AccountChoice } from "@/components/composer/account-choice";
import { ANY_MEDIA, ComposeMedia } from "@/components/composer/compose-media";
import { ComposeTarget } from "@/components/composer/compose-target";
import { ComposeWhen } from "@/components/composer/compose-when";
import {
  type Composition,
  draftOf,
  emptyComposition,
  isReady,
  isTyped,
  takesTitle,
  toRequest,
  withOwn,
} from "@/components/composer/composition";
import { describeTaken, type Problems, submitWords, toProblems } from "@/components/composer/told";
import { useCompose } from "@/components/composer/use-compose";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { useDiscardQuestion } from "@/components/ui/use-discard-question";
import { accountChoices } from "@/lib/api/choices";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { AccountView } from "@/lib/contracts/accounts";
import type { WorkspaceView } from "@/lib/contracts/workspace";

const NO_PROBLEMS: Problems = { byAccount: {} };

type ComposeSheetProps = {
  onClose: () => void;
  /** All of it was taken. */
  onTaken: (when: Composition["when"]) => void;
};

/** A post of no campaign, for one account or several. */
export function ComposeSheet({ onClose, onTaken }: ComposeSheetProps) {
  const zone = useZone();
  const accounts = useQuery(accountChoices);
  const [composition, setComposition] = useState<Composition>(emptyComposition);
  const [problems, setProblems] = useState<Problems>(NO_PROBLEMS);
  const compose = useCompose();
  const needsApproval = useNeedsApproval();
  const form = useFirstProblem(problems);
  const change: Change = (part) =>
    setComposition((now) => ({ ...now, ...(typeof part === "function" ? part(now) : part) }));
  const { leave, question } = useDiscardQuestion({
    title: "Discard this post?",
    isTyped: () => isTyped(composition),
    onLeave: onClose,
  });
  const chosen = (accounts.data ?? []).filter(({ id }) => composition.accountIds.includes(id));

  function submit() {
    const lacking = whatLacks(chosen, composition);
    setProblems(lacking ?? NO_PROBLEMS);
    if (lacking) return;
    compose.mutate(toRequest(chosen, composition, zone), {
      onSuccess: (answer) => {
        const refused = answer.results.filter(({ ok }) => !ok);
        toast.success(describeTaken(answer, chosen));
        if (refused.length === 0) {
          onTaken(composition.when);
          return onClose();
        }
        // What was taken must not be sent again.
        change({ accountIds: refused.map(({ accountId }) => accountId) });
        const told = refused.map((each) => [each.accountId, each.problem?.message ?? ""]);
        setProblems({ byAccount: Object.fromEntries(told) });
      },
      onError: (error) => setProblems(toProblems(error, chosen)),
    });
  }

  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : leave())}
      title="New post"
      description="Without a campaign, for one account or several."
      footer={
        chosen.length > 0 || accounts.data?.length ? (
          <>
            <Button onClick={leave}>Cancel</Button>
            <Button variant="primary" loading={compose.isPending} onClick={submit}>
              {submitWords({
                when: composition.when,
                needsApproval,
                ready: chosen.filter((account) => isReady(account, composition)).length,
                of: chosen.length,
              })}
            </Button>
          </>
        ) : null
      }
    >
      <div ref={form}>
        <Body
          {...{ accounts: accounts.data, error: accounts.error, chosen, composition }}
          {...{ problems, change, zone }}
        />
      </div>
      {question}
    </Sheet>
  );
}

function useNeedsApproval(): boolean {
  const { data } = useQuery({
    queryKey: queryKeys.workspace(),
    queryFn: ({ signal }) => apiFetch<WorkspaceView>("/api/workspace", { signal }),
  });
  return data?.settings.approvalRequired ?? false;
}

/** Leads to what is to be mended first, wherever in the form it stands. */
function useFirstProblem(problems: Problems) {
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems === NO_PROBLEMS) return;
    const first = form.current?.querySelector(".msg-err, [data-problem]");
    const place = first?.closest(".field, section") ?? first;
    place?.scrollIntoView({ block: "center" });
    const control = place?.querySelector<HTMLElement>(
      "input:not(:disabled), textarea, button:not(:disabled)",
    );
    control?.focus({ preventScroll: true });
  }, [problems]);
  return form;
}

function whatLacks(chosen: readonly AccountView[], { when, day, time }: Composition) {
  if (chosen.length === 0) return { byAccount: {}, accounts: "Choose at least one account." };
  if (when === "at" && !(day && time)) return { byAccount: {}, when: "Give a day and a time." };
  return null;
}

/** A function where more may have changed meanwhile: files arrive one after the other. */
type Change = (part: Partial<Composition> | ((now: Composition) => Partial<Composition>)) => void;

type BodyProps = {
  accounts: AccountView[] | undefined;
  error: Error | null;
  chosen: AccountView[];
  composition: Composition;
  problems: Problems;
  change: Change;
  zone: string;
};

function Body({ accounts, error, ...props }: BodyProps) {
  if (error) return <ErrorMessage title="No form yet">{error.message}</ErrorMessage>;
  if (!accounts) return <SkeletonRows label="Loading accounts" />;
  if (accounts.length === 0) {
    return (
      <EmptyState
        title="No account to post to"
        action={
          <LinkButton variant="primary" href="/accounts">
            Connect an account
          </LinkButton>
        }
      >
        Connect a page, a profile or a site first.
      </EmptyState>
    );
  }
  return <Fields accounts={accounts} {...props} />;
}

function Fields(props: Omit<BodyProps, "accounts" | "error"> & { accounts: AccountView[] }) {
  const { accounts, chosen, composition, problems, change, zone } = props;
  const { accountIds, own, when } = composition;
  return (
    <div className="grid gap-5" data-testid="compose-form">
      <AccountChoice
        accounts={accounts}
        chosen={accountIds}
        error={accountIds.length > 0 ? undefined : problems.accounts}
        onChange={(ids) => change({ accountIds: ids })}
      />
      {takesTitle(chosen) ? (
        <Field label="Title" hint="Only where the platform shows one.">
          <Input
            value={composition.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label="Text">
        <Textarea
          value={composition.text}
          rows={6}
          onChange={(event) => change({ text: event.target.value })}
        />
      </Field>
      <ComposeMedia
        {...ANY_MEDIA}
        media={composition.media}
        errorOf={() => ""}
        fixesAt={() => []}
        onChange={(next) => change((now) => ({ media: next(now.media) }))}
      />
      <ComposeWhen {...{ composition, zone }} error={problems.when} onChange={change} />
      {problems.form ? <FieldError>{problems.form}</FieldError> : null}
      {chosen.map((account) => (
        <ComposeTarget
          key={account.id}
          account={account}
          draft={draftOf(account, composition)}
          isOwn={own[account.id] !== undefined}
          problem={when === "draft" ? undefined : problems.byAccount[account.id]}
          onChange={(next) => change((now) => ({ own: withOwn(now, account, next) }))}
        />
      ))}
    </div>
  );
}
