package dev.sallyport.server.console;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.Vote;
import dev.sallyport.server.held.HeldForm;

/** What stands at the top of an approval: how it stands, how risky it is, how long it waits, and how many people have answered. */
record ApprovalHead(HeldForm form, long nowMillis) {
    void tell(Approval approval, StringBuilder out) {
        ApprovalStatus status = form.status(approval);
        out.append("<p class=\"row\">")
                .append(Pages.tag(status.name().toLowerCase(java.util.Locale.ROOT)))
                .append("<span>risk ")
                .append(Pages.tag(form.risk(approval)))
                .append("</span><span>")
                .append(status == ApprovalStatus.PENDING ? "runs out " : "ran until ")
                .append(status == ApprovalStatus.PENDING ? until(approval) : Pages.time(approval.expiresMillis()))
                .append("</span></p>\n");
        quorum(approval, out);
    }

    /** The moment at which it runs out; a script adds how long that is. */
    String until(Approval approval) {
        return "<span data-until=\"" + approval.expiresMillis() + "\" data-now=\"" + nowMillis + "\">"
                + Pages.time(approval.expiresMillis()) + "</span>";
    }

    /** How many have agreed of how many who must, as a bar and in words. */
    String progress(Approval approval) {
        long agreed = approval.votes().stream().filter(Vote::approves).count();
        return "<progress max=\"" + approval.quorum() + "\" value=\"" + agreed
                + "\" aria-label=\"Approvals\"></progress> " + agreed + " of " + approval.quorum();
    }

    private void quorum(Approval approval, StringBuilder out) {
        long agreed = approval.votes().stream().filter(Vote::approves).count();
        long missing = Math.max(0, approval.quorum() - agreed);
        out.append("<p>").append(progress(approval)).append(" of group ").append(Pages.shown(approval.group()));
        if (form.status(approval) == ApprovalStatus.PENDING) {
            out.append("; ")
                    .append(missing)
                    .append(missing == 1 ? " more person is" : " more people are")
                    .append(" needed");
        }
        out.append("</p>\n");
        if (!approval.votes().isEmpty()) {
            out.append("<ul>");
            approval.votes().forEach(vote -> vote(approval, vote, out));
            out.append("</ul>\n");
        }
    }

    private void vote(Approval approval, Vote vote, StringBuilder out) {
        out.append("<li>")
                .append(Pages.shown(vote.person().value()))
                .append(vote.approves() ? " approved " : " rejected ")
                .append(Pages.time(vote.timeMillis()))
                .append(form.isRecentlyEnrolled(approval, vote) ? ", with a credential that was set only recently" : "")
                .append("</li>");
    }
}
