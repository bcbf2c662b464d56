"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import {
  type InvitationCreated,
  type InvitationList,
  type InviteMember,
  type MemberList,
  type MemberRole,
  type MemberView,
  type ResetLink,
  ROLE_WORDS,
} from "@/lib/contracts/members";

const invitationsKey = [...queryKeys.members(), "invitations"] as const;

export const useMembers = () =>
  useQuery({
    queryKey: queryKeys.members(),
    queryFn: ({ signal }) => apiFetch<MemberList>("/api/members", { signal }),
  });

export const useInvitations = (enabled: boolean) =>
  useQuery({
    queryKey: invitationsKey,
    queryFn: ({ signal }) => apiFetch<InvitationList>("/api/invitations", { signal }),
    enabled,
  });

function useRefreshMembers() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.members() });
}

export function useInvite() {
  const refresh = useRefreshMembers();
  return useMutation({
    mutationFn: (body: InviteMember) =>
      apiFetch<InvitationCreated>("/api/invitations", { method: "POST", body }),
    onSuccess: () => void refresh(),
  });
}

export function useRevokeInvitation() {
  const refresh = useRefreshMembers();
  return useMutation({
    mutationFn: (id: string) => apiFetch<void>(`/api/invitations/${id}`, { method: "DELETE" }),
    onSuccess: () => toast.success("Invitation taken back. Its link no longer works"),
    onError: (error) => toast.error("The invitation was not taken back", { detail: error.message }),
    onSettled: () => void refresh(),
  });
}

export function useChangeRole() {
  const refresh = useRefreshMembers();
  const save = (id: string, role: MemberRole) =>
    apiFetch<MemberView>(`/api/members/${id}`, { method: "PATCH", body: { role } });
  return useMutation({
    mutationFn: ({ member, role }: { member: MemberView; role: MemberRole }) =>
      save(member.id, role),
    onSuccess: (_, { member, role }) => {
      // One's own session ended with the old role.
      if (member.isYou) return location.assign("/sign-in");
      const back = () => void save(member.id, member.role).finally(refresh);
      toast.undo(`${member.name} is ${ROLE_WORDS[role].label.toLowerCase()} now`, back, {
        detail: "They were signed out, and go on when they sign in again",
      });
    },
    onError: (error) => toast.error("The role was not changed", { detail: error.message }),
    onSettled: () => void refresh(),
  });
}

export function useRemoveMember(onDone: () => void) {
  const refresh = useRefreshMembers();
  return useMutation({
    mutationFn: (member: MemberView) =>
      apiFetch<void>(`/api/members/${member.id}`, { method: "DELETE" }),
    onSuccess: (_, member) => {
      if (member.isYou) return location.assign("/sign-in");
      toast.success(`${member.name} is no longer a member`);
    },
    onError: (error, member) =>
      toast.error(`${member.name} was not removed`, { detail: error.message }),
    onSettled: () => {
      void refresh();
      onDone();
    },
  });
}

export const useResetLink = () =>
  useMutation({
    mutationFn: (member: MemberView) =>
      apiFetch<ResetLink>(`/api/members/${member.id}/reset-link`, { method: "POST" }),
  });
