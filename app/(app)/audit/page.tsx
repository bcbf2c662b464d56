import type { Metadata } from "next";
import { AuditLog } from "@/components/audit/audit-log";
import { TopBar } from "@/components/layout/top-bar";

export const metadata: Metadata = { title: "Audit log" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function AuditPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const word = (name: string) => {
    const value = search[name];
    return typeof value === "string" ? value : "";
  };
  return (
    <>
      <TopBar title="Audit log" />
      <AuditLog
        initial={{
          text: word("text"),
          actor: word("actor"),
          action: word("action"),
          subjectId: word("subjectId"),
          fromDay: word("fromDay"),
          toDay: word("toDay"),
          renewals: word("renewals"),
        }}
      />
    </>
  );
}
