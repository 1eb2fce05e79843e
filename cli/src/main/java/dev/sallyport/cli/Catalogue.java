package dev.sallyport.cli;

import dev.sallyport.cli.catalogue.CatalogueCheckVerb;
import dev.sallyport.cli.catalogue.CatalogueShowVerb;
import dev.sallyport.cli.cedar.CedarAuthorizeVerb;
import dev.sallyport.cli.cedar.CedarBatchVerb;
import dev.sallyport.cli.cedar.CedarValidateVerb;
import dev.sallyport.cli.conformance.ConformanceVerb;
import dev.sallyport.cli.contain.RunVerb;
import dev.sallyport.cli.data.BackupVerb;
import dev.sallyport.cli.data.EraseVerb;
import dev.sallyport.cli.data.RestoreVerb;
import dev.sallyport.cli.data.UpgradeVerb;
import dev.sallyport.cli.demo.DemoVerb;
import dev.sallyport.cli.egress.EgressCaVerb;
import dev.sallyport.cli.eval.EvalActionsVerb;
import dev.sallyport.cli.eval.EvalTracesVerb;
import dev.sallyport.cli.hook.DoctorVerb;
import dev.sallyport.cli.hook.HookVerb;
import dev.sallyport.cli.hook.InstallVerb;
import dev.sallyport.cli.hook.UninstallVerb;
import dev.sallyport.cli.install.ConfigCheckVerb;
import dev.sallyport.cli.install.InitVerb;
import dev.sallyport.cli.install.UpVerb;
import dev.sallyport.cli.judge.CanonVerb;
import dev.sallyport.cli.judge.DecideVerb;
import dev.sallyport.cli.judge.PolicyCheckVerb;
import dev.sallyport.cli.judge.PolicyDiffVerb;
import dev.sallyport.cli.judge.PolicyPacksVerb;
import dev.sallyport.cli.judge.PolicyTestVerb;
import dev.sallyport.cli.judge.ReplayVerb;
import dev.sallyport.cli.keys.KeysRotateVerb;
import dev.sallyport.cli.mcp.McpPinVerb;
import dev.sallyport.cli.mcp.McpVerb;
import dev.sallyport.cli.people.AgentStandingVerb;
import dev.sallyport.cli.people.AgentVoiceVerb;
import dev.sallyport.cli.people.AgentsVerb;
import dev.sallyport.cli.people.ApprovalsVerb;
import dev.sallyport.cli.people.ApproverAddVerb;
import dev.sallyport.cli.people.ApproverClaimVerb;
import dev.sallyport.cli.people.GrantsRevokeVerb;
import dev.sallyport.cli.people.GrantsVerb;
import dev.sallyport.cli.people.PolicyStageVerb;
import dev.sallyport.cli.people.PolicyStatusVerb;
import dev.sallyport.cli.people.PolicyStepVerb;
import dev.sallyport.cli.people.PreviewCloseVerb;
import dev.sallyport.cli.people.PreviewOpenVerb;
import dev.sallyport.cli.people.PreviewsVerb;
import dev.sallyport.cli.people.VoteVerb;
import dev.sallyport.cli.receipts.ReceiptsAnchorVerb;
import dev.sallyport.cli.receipts.ReceiptsCheckProofVerb;
import dev.sallyport.cli.receipts.ReceiptsCheckpointVerb;
import dev.sallyport.cli.receipts.ReceiptsExportVerb;
import dev.sallyport.cli.receipts.ReceiptsProveVerb;
import dev.sallyport.cli.receipts.ReceiptsTilesVerb;
import dev.sallyport.cli.receipts.ReceiptsVerifyVerb;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.cli.witness.WitnessInitVerb;
import dev.sallyport.cli.witness.WitnessVerb;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every verb by its words. A verb's class is loaded only when it is the one that runs: starting is most of what a verb costs. */
final class Catalogue {
    private static final List<Entry> ENTRIES = List.of(
            new Entry("demo", "play an attacked agent session through the real doors", DemoVerb::new),
            new Entry(
                    "init", "make a data directory; shows the operator key and the enrolment key once", InitVerb::new),
            new Entry("up", "run the gateway of a data directory", UpVerb::new),
            new Entry("config check", "say whether a gateway would start with a configuration", ConfigCheckVerb::new),
            new Entry("run", "run a command with the egress proxy as its only way out (Linux)", RunVerb::new),
            new Entry(
                    "egress ca", "print the certificate that agents trust where tunnels are opened", EgressCaVerb::new),
            new Entry("mcp", "stand in front of an MCP server: every call passes the gateway", McpVerb::new),
            new Entry("hook", "answer an agent host's hook: 0 with one document, or 2", HookVerb::new),
            new Entry("install", "make an agent host ask the gateway before each tool (operator)", InstallVerb::new),
            new Entry("uninstall", "take an agent host's hook out again", UninstallVerb::new),
            new Entry("doctor", "find ungated tools of agents here, and try whether each gate blocks", DoctorVerb::new),
            new Entry("mcp pin", "accept what an MCP server offers (operator)", McpPinVerb::new),
            new Entry(
                    "approver add",
                    "invite a person who may approve; shows an enrolment code once",
                    ApproverAddVerb::new),
            new Entry("approver claim", "set your credential with an enrolment code, typed", ApproverClaimVerb::new),
            new Entry("approvals", "list the actions that wait for a person", ApprovalsVerb::new),
            new Entry("approve", "agree to a held action, with a typed credential", VoteVerb::approve),
            new Entry("reject", "refuse a held action, with a typed credential", VoteVerb::reject),
            new Entry("grants", "list the remembered approvals (operator)", GrantsVerb::new),
            new Entry("grants revoke", "end a remembered approval (operator)", GrantsRevokeVerb::new),
            new Entry("preview open", "give a person a way to a development service (operator)", PreviewOpenVerb::new),
            new Entry("preview list", "list the open previews (operator)", PreviewsVerb::new),
            new Entry("preview close", "end a preview at once (operator)", PreviewCloseVerb::new),
            new Entry("agents", "list the registered agents", AgentsVerb::new),
            new Entry("agent freeze", "deny every call of an agent from now on", AgentStandingVerb::freeze),
            new Entry("agent unfreeze", "let a frozen agent act again", AgentStandingVerb::unfreeze),
            new Entry("agent vouch", "let an agent's host say what its user said", AgentVoiceVerb::vouch),
            new Entry("agent unvouch", "believe an agent's host no longer what its user said", AgentVoiceVerb::unvouch),
            new Entry("agent revoke", "end an agent's token for good", AgentStandingVerb::revoke),
            new Entry("decide", "judge an action without a gateway and without a record", DecideVerb::new),
            new Entry("canon", "the canonical bytes of a JSON document, or its hash", CanonVerb::new),
            new Entry("cedar authorize", "one answer of Cedar policies to one request", CedarAuthorizeVerb::new),
            new Entry("cedar validate", "say whether Cedar policies fit a schema", CedarValidateVerb::new),
            new Entry("cedar batch", "answer a folder of recorded requests and compare", CedarBatchVerb::new),
            new Entry("policy check", "say whether a gateway would load a policy folder", PolicyCheckVerb::new),
            new Entry("policy test", "judge the examples beside the policies", PolicyTestVerb::new),
            new Entry("policy packs", "list the policy packs, or write some into a folder", PolicyPacksVerb::new),
            new Entry("policy diff", "what a bundle would change about recorded decisions", PolicyDiffVerb::new),
            new Entry("policy stage", "put a bundle on trial beside the active one (operator)", PolicyStageVerb::new),
            new Entry("policy promote", "put the bundle on trial in force (operator)", PolicyStepVerb::promote),
            new Entry(
                    "policy rollback",
                    "end a trial, or return to the bundle before (operator)",
                    PolicyStepVerb::rollback),
            new Entry("policy status", "the bundles in force, on trial and before (operator)", PolicyStatusVerb::new),
            new Entry(
                    "catalogue check",
                    "say whether descriptions of MCP servers are well-formed",
                    CatalogueCheckVerb::new),
            new Entry(
                    "catalogue show", "what is known of an MCP server, or of one of its tools", CatalogueShowVerb::new),
            new Entry("eval traces", "replay recorded agent runs through the judge, and score it", EvalTracesVerb::new),
            new Entry("eval actions", "judge labelled actions, and score it", EvalActionsVerb::new),
            new Entry("replay", "derive past judgements again from their facts", ReplayVerb::new),
            new Entry("receipts export", "write the chain of receipts with a signed trailer", ReceiptsExportVerb::new),
            new Entry("receipts checkpoint", "the log's size and root, signed", ReceiptsCheckpointVerb::new),
            new Entry("receipts verify", "check exported receipts offline", ReceiptsVerifyVerb::new),
            new Entry("conformance", "ask the SDK of each language the vectors of spec/", ConformanceVerb::new),
            new Entry("keys rotate", "change the key that signs checkpoints, or rehearse it", KeysRotateVerb::new),
            new Entry("receipts prove", "the proof that one receipt is in the log", ReceiptsProveVerb::new),
            new Entry("receipts check-proof", "check a proof offline", ReceiptsCheckProofVerb::new),
            new Entry("receipts anchor", "the newest checkpoint that others hold of a log", ReceiptsAnchorVerb::new),
            new Entry("receipts tiles", "write the log as a folder of tiles", ReceiptsTilesVerb::new),
            new Entry("witness", "cosign the checkpoints of other installs, and refuse forks", WitnessVerb::new),
            new Entry("witness init", "make a witness's folder and key; prints its verifier key", WitnessInitVerb::new),
            new Entry("backup", "copy the store while a gateway goes on", BackupVerb::new),
            new Entry("restore", "make a backup the store of a data directory", RestoreVerb::new),
            new Entry("erase", "remove payloads; receipts and proofs stay", EraseVerb::new),
            new Entry("upgrade", "say what this version would do to a store", UpgradeVerb::new));

    private Catalogue() {}

    /**
     * A verb.
     *
     * @param name one word, or two with a space
     * @param summary one line for people
     * @param verb makes it
     */
    record Entry(String name, String summary, Function<Terminal, Verb> verb) {
        int words() {
            return name.indexOf(' ') < 0 ? 1 : 2;
        }

        boolean begins(String[] args) {
            String[] own = name.split(" ");
            return args.length >= own.length && args[0].equals(own[0]) && (own.length == 1 || args[1].equals(own[1]));
        }
    }

    static List<Entry> all() {
        return ENTRIES;
    }

    /** The verb with the most words that the arguments begin with. */
    static Optional<Entry> find(String[] args) {
        Optional<Entry> best = Optional.empty();
        for (Entry entry : ENTRIES) {
            if (entry.begins(args)
                    && (best.isEmpty() || entry.words() > best.get().words())) {
                best = Optional.of(entry);
            }
        }
        return best;
    }

    /** The verbs of two words whose first is this. */
    static List<Entry> group(String word) {
        return ENTRIES.stream().filter(e -> e.name().startsWith(word + " ")).toList();
    }
}
