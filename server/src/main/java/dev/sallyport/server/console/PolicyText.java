package dev.sallyport.server.console;

import dev.sallyport.gate.TrialCounts;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.server.api.PolicyControls;
import dev.sallyport.server.policy.PolicyComparison;
import dev.sallyport.server.policy.PolicyExample;
import dev.sallyport.text.visible.Visible;
import java.util.List;
import java.util.stream.Collectors;

/** What trying policies found, as a page says it. */
final class PolicyText {
    private PolicyText() {}

    /** A text of several lines; what an eye would not see in one is shown as its number. */
    static String lines(String text) {
        return text.lines()
                .map(line -> Html.of(Visible.strict(line.replace("\t", "    "))))
                .collect(Collectors.joining("\n"));
    }

    static void trial(TrialCounts counts, StringBuilder out) {
        out.append("<ul>");
        counts.byChange()
                .forEach((change, n) -> out.append("<li>")
                        .append(Html.of(change.wire().replace('_', ' ')))
                        .append(": ")
                        .append(n)
                        .append("</li>"));
        out.append("</ul>")
                .append(counts.complete() ? "" : "<p class=\"muted\">Counted since this gateway started.</p>");
    }

    static void checked(PolicyControls.Checked checked, StringBuilder out) {
        boolean loads = checked.bundle().isPresent();
        out.append("<section><h2>")
                .append(Pages.tag(loads ? "verified" : "failed"))
                .append(loads ? " It loads" : " It does not load")
                .append("</h2><p>Digest <code>")
                .append(Html.of(checked.source().digest()))
                .append("</code></p>");
        if (!loads) {
            out.append("<pre>").append(lines(checked.error())).append("</pre>");
        }
        checked.bundle()
                .ifPresent(bundle -> bundle.warnings()
                        .forEach(why -> out.append("<p>Warning: ")
                                .append(Pages.shown(why))
                                .append("</p>")));
        out.append("</section>\n");
    }

    static void tested(List<PolicyControls.Tested> tested, StringBuilder out) {
        long failed = tested.stream().filter(each -> !each.passed()).count();
        Table table = new Table("Examples", "Example", "Result", "Why");
        tested.forEach(each -> table.plain(
                Pages.shown(IncidentStory.cut(each.example())),
                Pages.tag(each.passed() ? "verified" : "failed"),
                Pages.shown(IncidentStory.cut(each.why()))));
        out.append("<section><h2>")
                .append(tested.size() - failed)
                .append(" of ")
                .append(tested.size())
                .append(" examples pass</h2>")
                .append(table.html())
                .append("</section>\n");
    }

    static void compared(PolicyControls.Compared compared, StringBuilder out) {
        PolicyComparison found = compared.comparison();
        out.append("<section><h2>What it would change</h2><p>")
                .append(found.judged())
                .append(" recorded decisions were judged once more, ")
                .append(found.skipped())
                .append(" were passed over (claims of approvals, or facts that are gone).")
                .append(compared.whole() ? "" : " There was no time for the rest.")
                .append("</p><dl>");
        for (Trial.Change change : Trial.Change.values()) {
            RuleStory.said(out, change.wire().replace('_', ' '), Long.toString(found.total(change)));
        }
        out.append("</dl>");
        if (!found.rows().isEmpty()) {
            Table table = new Table("Changes", "Change", "Was", "Becomes", "By the rule", "How many", "Some");
            found.rows()
                    .forEach(row -> table.plain(
                            Pages.tag(row.change().wire()),
                            Pages.tag(row.before()),
                            Pages.tag(row.after()),
                            Pages.shown(IncidentStory.cut(row.rule())),
                            Long.toString(row.count()),
                            row.some().stream()
                                    .map(id -> "<a href=\"/console/decisions/" + Html.of(id) + "\">" + Pages.shown(id)
                                            + "</a>")
                                    .collect(Collectors.joining(" "))));
            out.append(table.html());
        }
        out.append("</section>\n");
    }

    static void simulated(PolicyControls.Simulated simulated, StringBuilder out) {
        Decision decision = simulated.judgement().decision();
        out.append("<section><h2>")
                .append(Pages.tag(decision.wire()))
                .append("</h2><p>")
                .append(Pages.shown(decision.reason().sentence()))
                .append("</p><dl>");
        RuleStory.said(out, "Reasons", Pages.shown(String.join(", ", PolicyExample.reasons(decision))));
        RuleStory.said(
                out,
                "Policies",
                Pages.shown(String.join(", ", simulated.judgement().policies())));
        if (decision instanceof Decision.RequireApproval demand) {
            RuleStory.said(out, "Asks", Pages.shown(demand.group()) + ", " + demand.quorum() + " of them");
        }
        RuleStory.said(out, "Bundle", "<code>" + Html.of(simulated.facts().policyDigest()) + "</code>");
        out.append("</dl></section>\n");
    }
}
