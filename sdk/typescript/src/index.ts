export { Action, type ActionFields, ActionHash } from "./action/action.js";
export { Approvals, type WaitOptions } from "./gateway/approvals.js";
export {
  type AuthorizeOptions,
  Client,
  type ClientOptions,
  type Outcome,
  type Page,
  type Registered,
  type Registration,
} from "./gateway/client.js";
export {
  Denied,
  Expired,
  type FailureDetails,
  HashMismatch,
  Problem,
  Rejected,
  SallyportError,
  Unavailable,
} from "./gateway/failures.js";
export type {
  Approval,
  ApprovalBrief,
  ApprovalStatus,
  ChainVerdict,
  Consumed,
  Decision,
  KeptReceipt,
  OutcomeStatus,
  SourceTrust,
} from "./gateway/model.js";
export { Secret } from "./gateway/secret.js";
export { SYSTEM_TIME, type Time } from "./gateway/time.js";
export type { RetryPolicy } from "./gateway/transport.js";
export { canonicalBytes, type Scheme } from "./json/canonical.js";
export { fromHost, type HostJson, toHost } from "./json/host.js";
export { DEFAULT_LIMITS, type Limits } from "./json/limits.js";
export type { Numbers } from "./json/number.js";
export { parseJson, type ParseOptions } from "./json/parse.js";
export { Refused } from "./json/refused.js";
export type { Json, JsonArray, JsonObject } from "./json/value.js";
export {
  type AcceptedCheckpoint,
  type Checkpoint,
  type CheckpointTrust,
  parseCheckpoint,
  verifyCheckpoint,
} from "./log/checkpoint.js";
export { SIGNATURE_TYPES, VerifierKey } from "./log/key.js";
export {
  type Consistency,
  type Inclusion,
  leafHash,
  nodeHash,
  Tree,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from "./log/merkle.js";
export { checkNote, type Note, type NoteSignature, parseNote } from "./log/note.js";
export { type ProvenRecord, verifyProof } from "./log/proof.js";
export { protect, type Protected, type ProtectOptions } from "./protect.js";
export type { ChainOnly } from "./receipt/aegis.js";
export { type VerifiedExport, verifyReceipts, type VerifyOptions } from "./receipt/export.js";
export {
  commitment,
  factsDigest,
  parseReceipt,
  type Receipt,
  receiptHash,
  type ReceiptKind,
} from "./receipt/receipt.js";
