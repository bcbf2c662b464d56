import { describe, expect, it } from "vitest";
import { changesOf, subjectWord, wordsOf } from "@/components/audit/audit-words";

const ines = { kind: "user" as const, id: "u1", name: "Ines" };

describe("wordsOf", () => {
  it("names who was acted on", () => {
    const entry = {
      action: "member.role_changed",
      actor: ines,
      subject: { type: "member", id: "u2", name: "Jonas" },
    };
    expect(wordsOf(entry)).toEqual({ done: "changed the role of", name: "Jonas" });
  });

  it("names a person who acts on themselves once", () => {
    const entry = {
      action: "member.removed",
      actor: ines,
      subject: { type: "member", id: "u1", name: "Ines" },
    };
    expect(wordsOf(entry)).toEqual({ done: "left the workspace", name: null });
  });

  it("cuts a long name after a word", () => {
    const name =
      "94 points out of 100, and only 60 sacks made it out of Nyeri this year. Taste it.";
    const entry = { action: "post.parked", actor: ines, subject: { type: "post", id: "p", name } };
    expect(wordsOf(entry)).toEqual({
      done: "could not find out what became of the post",
      name: "94 points out of 100, and only 60 sacks made it out of Nyeri…",
    });
  });

  it("spells an action it does not know", () => {
    const subject = { type: "report_link", id: null, name: null };
    expect(wordsOf({ action: "report.link_made", actor: ines, subject })).toEqual({
      done: "report: link made",
      name: null,
    });
    expect(subjectWord("report_link")).toBe("Report link");
  });
});

describe("changesOf", () => {
  it("tells what differs, in words", () => {
    const before = { minGapMinutes: 15, timeZone: "UTC", approvalRequired: false, bannedWords: [] };
    const after = {
      minGapMinutes: 45,
      timeZone: "UTC",
      approvalRequired: true,
      bannedWords: ["cheap"],
    };
    expect(changesOf(before, after, "UTC")).toEqual([
      { field: "Min gap minutes", from: "15", to: "45" },
      { field: "Approval required", from: "no", to: "yes" },
      { field: "Banned words", from: "nothing", to: "cheap" },
    ]);
  });

  it("tells what came and what went", () => {
    expect(changesOf(null, { role: "editor" }, "UTC")).toEqual([
      { field: "Role", from: null, to: "editor" },
    ]);
    expect(changesOf("held", null, "UTC")).toEqual([{ field: "Value", from: "held", to: null }]);
    expect(changesOf(null, null, "UTC")).toEqual([]);
  });

  it("reads instants in the zone", () => {
    const moved = changesOf(null, { dueAt: "2026-03-02T23:30:00.000Z" }, "Europe/Copenhagen");
    expect(moved).toEqual([{ field: "Due at", from: null, to: "3 March 2026, 00:30" }]);
  });
});
