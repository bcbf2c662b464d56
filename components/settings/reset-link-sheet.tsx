"use client";

import { useZone } from "@/components/providers/zone";
import { useResetLink } from "@/components/settings/use-members";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field, FieldError } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { Time } from "@/components/ui/time";
import type { MemberView } from "@/lib/contracts/members";

type ResetLinkSheetProps = { member: MemberView | null; onClose: () => void };

/** The link is made on request only, since making one ends an earlier one. */
export function ResetLinkSheet({ member, onClose }: ResetLinkSheetProps) {
  const zone = useZone();
  const make = useResetLink();
  const close = () => {
    make.reset();
    onClose();
  };
  return (
    <Sheet
      open={member !== null}
      onOpenChange={(open) => open || close()}
      title={`Password of ${member?.name ?? "a member"}`}
      footer={
        make.data ? (
          <Button onClick={close}>Done</Button>
        ) : (
          <Button
            variant="primary"
            loading={make.isPending}
            onClick={() => {
              if (member) make.mutate(member);
            }}
          >
            Make reset link
          </Button>
        )
      }
    >
      <div className="grid gap-4">
        <p className="t2">
          Whoever has the link sets a new password for {member?.email}. It works once, for one day,
          and ends an earlier one. Their password stays as it is until then.
        </p>
        {make.error ? <FieldError>{make.error.message}</FieldError> : null}
        {make.data ? (
          <Field
            label="Reset link"
            hint={
              <>
                Shown only now. Works until{" "}
                <Time at={make.data.expiresAt} zone={zone} format="date-time" withZone />
              </>
            }
          >
            <CopyField value={make.data.link} what="reset link" />
          </Field>
        ) : null}
      </div>
    </Sheet>
  );
}
