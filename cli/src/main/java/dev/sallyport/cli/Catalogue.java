package dev.sallyport.cli;

import dev.sallyport.cli.baseline.BaselineCheckVerb;
import dev.sallyport.cli.baseline.BaselineRunVerb;
import dev.sallyport.cli.baseline.TuneIntakeVerb;
import dev.sallyport.cli.baseline.TuneInvestigateVerb;
import dev.sallyport.cli.baseline.TuneProposeVerb;
import dev.sallyport.cli.catalogue.CatalogueCheckVerb;
import dev.sallyport.cli.catalogue.CatalogueShowVerb;
import dev.sallyport.cli.cedar.CedarAuthorizeVerb;
import dev.sallyport.cli.cedar.CedarBatchVerb;
import dev.sallyport.cli.cedar.CedarValidateVerb;
import dev.sallyport.cli.collector.CollectorDeletionsVerb;
import dev.sallyport.cli.collector.CollectorEnrolVerb;
import dev.sallyport.cli.collector.CollectorInitVerb;
import dev.sallyport.cli.collector.CollectorPublishVerb;
import dev.sallyport.cli.collector.CollectorVerb;
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
import dev.sallyport.cli.incident.IncidentsAssignVerb;
import dev.sallyport.cli.incident.IncidentsCloseVerb;
import dev.sallyport.cli.incident.IncidentsExportVerb;
import dev.sallyport.cli.incident.IncidentsListVerb;
import dev.sallyport.cli.incident.IncidentsMergeVerb;
import dev.sallyport.cli.incident.IncidentsShowVerb;
import dev.sallyport.cli.incident.IncidentsVerifyVerb;
import dev.sallyport.cli.install.AlertsTestVerb;
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
import dev.sallyport.cli.packages.PackageUpdateVerb;
import dev.sallyport.cli.packages.PackageVerb;
import dev.sallyport.cli.people.AgentFreezeVerb;
import dev.sallyport.cli.people.AgentStandingVerb;
import dev.sallyport.cli.people.AgentVoiceVerb;
import dev.sallyport.cli.people.AgentsVerb;
import dev.sallyport.cli.people.ApprovalsVerb;
import dev.sallyport.cli.people.ApproverAddVerb;
import dev.sallyport.cli.people.ApproverClaimVerb;
import dev.sallyport.cli.people.ContainVerb;
import dev.sallyport.cli.people.ContainmentsVerb;
import dev.sallyport.cli.people.DeadNoticesVerb;
import dev.sallyport.cli.people.GrantsRevokeVerb;
import dev.sallyport.cli.people.GrantsVerb;
import dev.sallyport.cli.people.PeopleListVerb;
import dev.sallyport.cli.people.PersonVerb;
import dev.sallyport.cli.people.PolicyStageVerb;
import dev.sallyport.cli.people.PolicyStatusVerb;
import dev.sallyport.cli.people.PolicyStepVerb;
import dev.sallyport.cli.people.PreviewCloseVerb;
import dev.sallyport.cli.people.PreviewOpenVerb;
import dev.sallyport.cli.people.PreviewsVerb;
import dev.sallyport.cli.people.VoteVerb;
import dev.sallyport.cli.pilot.PilotAdvanceVerb;
import dev.sallyport.cli.pilot.PilotApplyVerb;
import dev.sallyport.cli.pilot.PilotBaselineVerb;
import dev.sallyport.cli.pilot.PilotCheckInVerb;
import dev.sallyport.cli.pilot.PilotChecklistVerb;
import dev.sallyport.cli.pilot.PilotCollectVerb;
import dev.sallyport.cli.pilot.PilotCriteriaVerb;
import dev.sallyport.cli.pilot.PilotJoinVerb;
import dev.sallyport.cli.pilot.PilotLogVerb;
import dev.sallyport.cli.pilot.PilotOnboardVerb;
import dev.sallyport.cli.pilot.PilotPinVerb;
import dev.sallyport.cli.pilot.PilotRecordVerb;
import dev.sallyport.cli.pilot.PilotReleaseVerb;
import dev.sallyport.cli.pilot.PilotReportVerb;
import dev.sallyport.cli.pilot.PilotReviewVerb;
import dev.sallyport.cli.pilot.PilotRollbackVerb;
import dev.sallyport.cli.pilot.PilotRolloutVerb;
import dev.sallyport.cli.pilot.PilotSignVerb;
import dev.sallyport.cli.pilot.PilotSimulateVerb;
import dev.sallyport.cli.pilot.PilotStartVerb;
import dev.sallyport.cli.pilot.PilotStatementVerb;
import dev.sallyport.cli.pilot.PilotStatusVerb;
import dev.sallyport.cli.pilot.PilotThresholdsVerb;
import dev.sallyport.cli.playbooks.PlaybookProveVerb;
import dev.sallyport.cli.playbooks.PlaybookSetVerb;
import dev.sallyport.cli.playbooks.PlaybooksListVerb;
import dev.sallyport.cli.playbooks.PlaybooksSimulateVerb;
import dev.sallyport.cli.receipts.ReceiptsAnchorVerb;
import dev.sallyport.cli.receipts.ReceiptsCheckProofVerb;
import dev.sallyport.cli.receipts.ReceiptsCheckpointVerb;
import dev.sallyport.cli.receipts.ReceiptsExportVerb;
import dev.sallyport.cli.receipts.ReceiptsProveVerb;
import dev.sallyport.cli.receipts.ReceiptsTilesVerb;
import dev.sallyport.cli.receipts.ReceiptsVerifyVerb;
import dev.sallyport.cli.result.CampaignsListVerb;
import dev.sallyport.cli.result.CampaignsShowVerb;
import dev.sallyport.cli.result.CampaignsSubmitVerb;
import dev.sallyport.cli.result.FindingsAcceptVerb;
import dev.sallyport.cli.result.FindingsListVerb;
import dev.sallyport.cli.result.FindingsSubmitVerb;
import dev.sallyport.cli.rules.RuleProveVerb;
import dev.sallyport.cli.rules.RuleSetVerb;
import dev.sallyport.cli.rules.RulesCheckVerb;
import dev.sallyport.cli.rules.RulesDryRunVerb;
import dev.sallyport.cli.rules.RulesEvalVerb;
import dev.sallyport.cli.rules.RulesExplainVerb;
import dev.sallyport.cli.rules.RulesListVerb;
import dev.sallyport.cli.rules.RulesNoteVerb;
import dev.sallyport.cli.shield.CanariesVerb;
import dev.sallyport.cli.shield.CanaryPlantVerb;
import dev.sallyport.cli.shield.CanaryRemoveVerb;
import dev.sallyport.cli.shield.ShieldInstallVerb;
import dev.sallyport.cli.shield.ShieldPinVerb;
import dev.sallyport.cli.shield.ShieldReportVerb;
import dev.sallyport.cli.shield.ShieldRollbackVerb;
import dev.sallyport.cli.shield.ShieldSetVerb;
import dev.sallyport.cli.shield.ShieldsVerb;
import dev.sallyport.cli.telemetry.TelemetryDeleteVerb;
import dev.sallyport.cli.telemetry.TelemetryShowVerb;
import dev.sallyport.cli.telemetry.TelemetryTurnVerb;
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
            new Entry("alerts test", "tell one alert of each severity, and say where it arrived", AlertsTestVerb::new),
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
            new Entry("approvers", "list people with their roles (operator)", PeopleListVerb::people),
            new Entry("approver roles", "give a person exactly these roles (operator)", PersonVerb.Roles::new),
            new Entry("approver retire", "end a person's credential and sessions (operator)", PersonVerb.Retire::new),
            new Entry("approver sessions", "list who is signed in on the console (operator)", PeopleListVerb::sessions),
            new Entry("approver sign-out", "end sessions of a person (operator)", PersonVerb.SignOut::new),
            new Entry(
                    "approver visits",
                    "list who came to the console or was refused (operator)",
                    PeopleListVerb::visits),
            new Entry(
                    "settings",
                    "list how the gateway is set, and what waits for a restart (operator)",
                    PeopleListVerb::settings),
            new Entry("approvals", "list the actions that wait for a person", ApprovalsVerb::new),
            new Entry("approve", "agree to a held action, with a typed credential", VoteVerb::approve),
            new Entry("reject", "refuse a held action, with a typed credential", VoteVerb::reject),
            new Entry("grants", "list the remembered approvals (operator)", GrantsVerb::new),
            new Entry("grants revoke", "end a remembered approval (operator)", GrantsRevokeVerb::new),
            new Entry("preview open", "give a person a way to a development service (operator)", PreviewOpenVerb::new),
            new Entry("preview list", "list the open previews (operator)", PreviewsVerb::new),
            new Entry("preview close", "end a preview at once (operator)", PreviewCloseVerb::new),
            new Entry("rules check", "say which detection rules of a folder would be loaded", RulesCheckVerb::new),
            new Entry("rules eval", "match detection rules against recorded events", RulesEvalVerb::new),
            new Entry("rules explain", "say why a detection rule matches an event or not", RulesExplainVerb::new),
            new Entry("rules dry-run", "what rules would have found over recorded history", RulesDryRunVerb::new),
            new Entry("rules note", "write down what changed in the rules of a folder", RulesNoteVerb::new),
            new Entry("rules list", "the rules that run, and how far each goes (operator)", RulesListVerb::new),
            new Entry("rules prove", "record that a rule passes over the last days (operator)", RuleProveVerb::new),
            new Entry("rules promote", "let a rule go one step further (operator)", RuleSetVerb::promote),
            new Entry("rules demote", "let a rule go less far (operator)", RuleSetVerb::demote),
            new Entry("playbooks list", "the playbooks, and which of them act (operator)", PlaybooksListVerb::new),
            new Entry(
                    "playbooks simulate",
                    "whom playbooks would have stopped over recorded history",
                    PlaybooksSimulateVerb::new),
            new Entry(
                    "playbooks prove",
                    "record that a playbook passes over the last days (operator)",
                    PlaybookProveVerb::new),
            new Entry("playbooks activate", "let a playbook act (operator)", PlaybookSetVerb::activate),
            new Entry("playbooks deactivate", "let a playbook act no more (operator)", PlaybookSetVerb::deactivate),
            new Entry("incidents list", "list what detection found (operator)", IncidentsListVerb::new),
            new Entry("incidents show", "one incident in words, or all of its evidence", IncidentsShowVerb::new),
            new Entry("incidents assign", "say who looks at an incident (operator)", IncidentsAssignVerb::new),
            new Entry("incidents close", "say that an incident is over, and what it was", IncidentsCloseVerb::new),
            new Entry("incidents merge", "tell an incident as part of another one", IncidentsMergeVerb::new),
            new Entry(
                    "incidents export",
                    "an incident's evidence with its proofs, as a folder",
                    IncidentsExportVerb::new),
            new Entry("incidents verify", "check an exported incident without a gateway", IncidentsVerifyVerb::new),
            new Entry("shield list", "the shields, their versions and modes (operator)", ShieldsVerb::new),
            new Entry("shield mode", "say what a shield's findings may do (operator)", ShieldSetVerb::new),
            new Entry("shield pin", "run one installed version of a shield (operator)", ShieldPinVerb::new),
            new Entry(
                    "shield install", "take a signed version of a shield from its distributor", ShieldInstallVerb::new),
            new Entry("shield rollback", "set a shield as it was before (operator)", ShieldRollbackVerb::new),
            new Entry("shield report-fp", "say that a finding was none (operator)", ShieldReportVerb::falsePositive),
            new Entry("shield report-fn", "say that a finding is missing (operator)", ShieldReportVerb::falseNegative),
            new Entry("campaigns submit", "hand a run of a campaign in (operator)", CampaignsSubmitVerb::new),
            new Entry("campaigns list", "the campaigns and how their newest runs did", CampaignsListVerb::new),
            new Entry("campaigns show", "one campaign, by class of attack and over its runs", CampaignsShowVerb::new),
            new Entry("findings submit", "hand in what a scanner found, as SARIF (operator)", FindingsSubmitVerb::new),
            new Entry("findings list", "what scanners found in your sources", FindingsListVerb::new),
            new Entry(
                    "findings accept",
                    "let a finding stay for a while, and say why (operator)",
                    FindingsAcceptVerb::new),
            new Entry("canary plant", "make a text that only a thief would use (operator)", CanaryPlantVerb::new),
            new Entry("canary list", "list the planted canaries (operator)", CanariesVerb::new),
            new Entry("canary remove", "look for a canary no longer (operator)", CanaryRemoveVerb::new),
            new Entry("agents", "list the registered agents", AgentsVerb::new),
            new Entry(
                    "agent freeze",
                    "deny every call of an agent, for a time or until it is lifted",
                    AgentFreezeVerb::new),
            new Entry("agent unfreeze", "let a frozen agent act again", AgentStandingVerb::unfreeze),
            new Entry("agent vouch", "let an agent's host say what its user said", AgentVoiceVerb::vouch),
            new Entry("agent unvouch", "believe an agent's host no longer what its user said", AgentVoiceVerb::unvouch),
            new Entry("contain list", "what stands against whom short of a freeze (operator)", ContainmentsVerb::new),
            new Entry("contain hold", "make an agent, server or tool wait for people (operator)", ContainVerb::hold),
            new Entry("contain raise", "raise the risk tier of an agent or session (operator)", ContainVerb::raise),
            new Entry("contain block", "let no call go to a destination (operator)", ContainVerb::block),
            new Entry("notices dead", "see, resend or drop what no destination took (operator)", DeadNoticesVerb::new),
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
            new Entry("package", "say whether a package is what it seems, or each of a batch", PackageVerb::new),
            new Entry(
                    "package update",
                    "import lists of malicious packages and registries' answers",
                    PackageUpdateVerb::new),
            new Entry("eval traces", "replay recorded agent runs through the judge, and score it", EvalTracesVerb::new),
            new Entry("eval actions", "judge labelled actions, and score it", EvalActionsVerb::new),
            new Entry("baseline run", "run the workloads through the shields into a baseline", BaselineRunVerb::new),
            new Entry("baseline check", "say which class lost against the signed baseline", BaselineCheckVerb::new),
            new Entry("tune propose", "prepare the weekly change of a shield's thresholds", TuneProposeVerb::new),
            new Entry("tune intake", "turn a reported miss into an anonymised case", TuneIntakeVerb::new),
            new Entry("tune investigate", "record why a class regresses", TuneInvestigateVerb::new),
            new Entry("pilot start", "begin a pilot in the data directory", PilotStartVerb::new),
            new Entry("pilot join", "a customer joins under an opaque id", PilotJoinVerb::new),
            new Entry("pilot record", "record facts, one JSON object a line", PilotRecordVerb::new),
            new Entry("pilot baseline", "put a signed baseline in force for the pilot", PilotBaselineVerb::new),
            new Entry("pilot sign", "sign a statement with a key of your own", PilotSignVerb::new),
            new Entry("pilot statement", "record a signed statement", PilotStatementVerb::new),
            new Entry("pilot status", "where the pilot stands, and what the next gate asks", PilotStatusVerb::new),
            new Entry("pilot advance", "go through the next gate, or say what keeps it shut", PilotAdvanceVerb::new),
            new Entry("pilot criteria", "the six exit criteria with evidence", PilotCriteriaVerb::new),
            new Entry("pilot review", "decide at the planned end of a pilot", PilotReviewVerb::new),
            new Entry("pilot thresholds", "each shield beside its targets", PilotThresholdsVerb::new),
            new Entry("pilot report", "the last seven days", PilotReportVerb::new),
            new Entry("pilot check-in", "the sheet of a check-in with a customer", PilotCheckInVerb::new),
            new Entry("pilot release", "put a version of a shield into staging", PilotReleaseVerb::new),
            new Entry("pilot collect", "record the weeks that a collector received", PilotCollectVerb::new),
            new Entry("pilot apply", "set a customer's shield as the pilot's measurement allows", PilotApplyVerb::new),
            new Entry("pilot rollout", "give soaked versions to those who may have them", PilotRolloutVerb::new),
            new Entry("pilot pin", "keep a customer on a version of a shield", PilotPinVerb::new),
            new Entry("pilot rollback", "take a customer back to the version before", PilotRollbackVerb::new),
            new Entry(
                    "pilot onboard",
                    "check a customer's install, step by step",
                    terminal -> new PilotOnboardVerb(terminal, Catalogue::has)),
            new Entry("pilot ga-checklist", "what a launch needs, with evidence", PilotChecklistVerb::new),
            new Entry("pilot simulate", "play a whole pilot on a virtual clock", PilotSimulateVerb::new),
            new Entry("pilot log", "the pilot's records, verified", PilotLogVerb::new),
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
            new Entry(
                    "telemetry on",
                    "tell the collector of your pilot what shields do (operator)",
                    TelemetryTurnVerb::on),
            new Entry(
                    "telemetry off",
                    "stop telling, and throw away what was not sent (operator)",
                    TelemetryTurnVerb::off),
            new Entry(
                    "telemetry show",
                    "print every byte of telemetry that would leave (operator)",
                    TelemetryShowVerb::new),
            new Entry("telemetry delete", "have everything that was sent deleted (operator)", TelemetryDeleteVerb::new),
            new Entry("collector", "take telemetry in, and serve signed shield versions", CollectorVerb::new),
            new Entry("collector init", "make a collector's folder and key", CollectorInitVerb::new),
            new Entry("collector enrol", "let a customer take part in a cohort", CollectorEnrolVerb::new),
            new Entry(
                    "collector deletions",
                    "list the orders to delete and what became of them",
                    CollectorDeletionsVerb::new),
            new Entry("collector publish", "sign and serve a version of a shield", CollectorPublishVerb::new),
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

    private static boolean has(String name) {
        return ENTRIES.stream().anyMatch(entry -> entry.name().equals(name));
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
