import { isScheme, type Scheme } from "../json/canonical.js";
import type { JsonObject } from "../json/value.js";
import { Answer, malformed } from "./answers.js";
import { HashMismatch, Unavailable } from "./failures.js";

/** How far the source of a request is trusted, from most to least. */
export type SourceTrust =
  | "trusted_internal_signed"
  | "trusted_internal_unsigned"
  | "semi_trusted_customer"
  | "untrusted_external"
  | "malicious_suspected"
  | "unknown";

/** What the gateway decided about an action; `held` waits for people. */
export interface Decision {
  readonly decision: "allow" | "deny" | "held";
  readonly decisionId: string;
  /** The stable code of the reason that decided. */
  readonly reason: string;
  readonly reasons: readonly string[];
  /** 0 to 100; informs, never decides. */
  readonly riskScore: number;
  readonly riskLevel: string;
  readonly matchedPolicies: readonly string[];
  readonly receiptId: string;
  /** Compared with the one computed here before anybody sees it. */
  readonly actionHash: string;
  readonly actionHashScheme: Scheme;
  /** There when the action is held. */
  readonly approval?: ApprovalBrief;
}

/** Where an approval stands. */
export type ApprovalStatus = (typeof STATUSES)[number];

const STATUSES = ["PENDING", "APPROVED", "REJECTED", "EXPIRED", "CONSUMED", "INVALIDATED"] as const;

/** What a decision says of the approval it waits for. */
export interface ApprovalBrief {
  readonly approvalId: string;
  readonly status: ApprovalStatus;
  readonly approverGroup: string;
  /** RFC 3339. */
  readonly expiresAt: string;
  readonly actionHash: string;
}

/** A person's yes to exact bytes, or the wait for it. */
export interface Approval extends ApprovalBrief {
  readonly decisionId: string;
  readonly agentId: string;
  readonly session: string;
  readonly tool: string;
  readonly action: string;
  /** How many people must agree. */
  readonly quorum: number;
  readonly createdAt: string;
}

/** An approval that was used: what was approved may run, once. */
export interface Consumed {
  readonly approvalId: string;
  readonly decisionId: string;
  readonly receiptId: string;
  readonly actionHash: string;
  readonly actionHashScheme: Scheme;
}

/** What became of a released action. */
export type OutcomeStatus = "succeeded" | "failed" | "not_started" | "unknown";

/** A receipt as the gateway keeps it; its hash was computed again here. */
export interface KeptReceipt {
  readonly receiptId: string;
  readonly sequence: number;
  readonly receiptHash: string;
  readonly receipt: JsonObject;
}

/** What the gateway found when it checked a chain. */
export interface ChainVerdict {
  readonly verified: boolean;
  /** Receipts found good. */
  readonly checked: number;
  readonly error?: string;
  readonly firstBadIndex?: number;
}

/** Reads a decision. An unknown word is no decision. */
export function decisionOf(answer: Answer): Decision {
  const decision = decisionWord(answer);
  const approval = answer.has("approval") ? briefOf(answer.object("approval")) : undefined;
  if (decision === "held" && approval === undefined) {
    throw malformed("an action is held without an approval to wait for");
  }
  return {
    decision,
    decisionId: answer.text("decision_id"),
    reason: answer.text("reason"),
    reasons: answer.has("reasons") ? answer.texts("reasons") : [answer.text("reason")],
    riskScore: answer.integer("risk_score"),
    riskLevel: answer.text("risk_level"),
    matchedPolicies: answer.texts("matched_policies"),
    receiptId: answer.text("receipt_id"),
    actionHash: answer.text("action_hash"),
    actionHashScheme: schemeOf(answer),
    ...(approval === undefined ? {} : { approval }),
  };
}

function decisionWord(answer: Answer): Decision["decision"] {
  switch (answer.text("decision")) {
    case "allow":
      return "allow";
    case "deny":
      return "deny";
    case "require_approval":
      return "held";
    default:
      throw new Unavailable("unknown_decision", "the gateway decided something this version does not know", { answered: true });
  }
}

function schemeOf(answer: Answer): Scheme {
  const word = answer.text("action_hash_scheme");
  if (!isScheme(word)) {
    throw new HashMismatch("scheme_skew", "the gateway hashes by a scheme this version does not know");
  }
  return word;
}

function briefOf(answer: Answer): ApprovalBrief {
  return {
    approvalId: answer.text("approval_id"),
    status: answer.word("status", STATUSES),
    approverGroup: answer.text("approver_group"),
    expiresAt: answer.text("expires_at"),
    actionHash: answer.text("action_hash"),
  };
}

/** Reads an approval. */
export function approvalOf(answer: Answer): Approval {
  return {
    ...briefOf(answer),
    decisionId: answer.text("decision_id"),
    agentId: answer.text("agent_id"),
    session: answer.text("session"),
    tool: answer.text("tool"),
    action: answer.text("action"),
    quorum: answer.integer("quorum"),
    createdAt: answer.text("created_at"),
  };
}

/** The answer to a claim: only one that is granted lets anything run. */
export interface Claim {
  readonly consumed: Consumed;
  readonly granted: boolean;
}

/** Reads the answer to a claim. */
export function claimOf(answer: Answer): Claim {
  const decision = decisionWord(answer);
  const granted = answer.text("status") === "CONSUMED" && decision === "allow";
  return {
    granted,
    consumed: {
      approvalId: answer.text("approval_id"),
      decisionId: answer.text("decision_id"),
      receiptId: answer.text("receipt_id"),
      actionHash: answer.text("action_hash"),
      actionHashScheme: schemeOf(answer),
    },
  };
}

/** Reads the verdict about a chain. */
export function chainVerdictOf(answer: Answer): ChainVerdict {
  const error = answer.optionalText("error");
  return {
    verified: answer.flag("verified"),
    checked: answer.integer("checked"),
    ...(error === undefined ? {} : { error }),
    ...(answer.has("first_bad_index") ? { firstBadIndex: answer.integer("first_bad_index") } : {}),
  };
}
