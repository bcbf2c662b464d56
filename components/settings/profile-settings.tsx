"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspaceZone } from "@/components/providers/zone";
import { zoneOptions } from "@/components/settings/zone-options";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import { apiFetch } from "@/lib/api/fetcher";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import type { ProfileView, UpdateProfile } from "@/lib/contracts/profile";

/** The clock that a person reads every time by, wherever the workspace is. */
export function ProfileSettings({ profile }: { profile: ProfileView }) {
  const workspaceZone = useWorkspaceZone();
  const { chosen, error, isSaving, choose } = useOwnZone(profile);
  const zone = chosen ?? workspaceZone;
  return (
    <Section title="Your time zone">
      <div className="grid max-w-[480px] gap-2">
        <Field
          label="Time zone"
          hint="You read every time in it, and days begin by it. Others keep theirs, and nothing goes out at another time"
          error={error}
        >
          <Combobox
            value={zone}
            onChange={choose}
            options={zoneOptions(zone)}
            searchPlaceholder="City or region"
            emptyText="No zone by that name"
            disabled={isSaving}
          />
        </Field>
        {chosen === null ? (
          <p className="t2">
            This is the workspace’s. Choose another one to read times by your own clock.
          </p>
        ) : (
          <div>
            <Button size="sm" variant="quiet" loading={isSaving} onClick={() => choose(null)}>
              Use the workspace’s: {workspaceZone.replaceAll("_", " ")}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

function useOwnZone(profile: ProfileView) {
  const [chosen, setChosen] = useState(profile.timeZone);
  const [errors, setErrors] = useState<FormErrors>({});
  const router = useRouter();
  const save = useMutation({
    mutationFn: (body: UpdateProfile) =>
      apiFetch<ProfileView>("/api/members/me", { method: "PATCH", body }),
    onSuccess: (saved) => {
      setChosen(saved.timeZone);
      setErrors({});
      // The zone of every time is drawn by the server.
      router.refresh();
      toast.success("Time zone saved");
    },
    onError: (error) => setErrors(errorsOfApi(error)),
  });
  return {
    chosen,
    error: errors.timeZone ?? errors.form,
    isSaving: save.isPending,
    choose: (timeZone: string | null) => save.mutate({ timeZone }),
  };
}
