package dev.sallyport.server.api;

import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.registry.Duty;
import java.util.Optional;

/**
 * How far a rule or a playbook shall go.
 *
 * @param name the rule's id, or the playbook's name and version
 * @param canary for which share of the agents, 0 to 100 percent; empty for as it stands
 * @param why a reason for the receipt, up to 500 characters
 */
public record DutyWish(String name, Duty.Stage stage, Optional<Integer> canary, String why) {
    /** @throws dev.sallyport.server.http.Problem 400 {@code wrong_form} beyond those limits */
    public DutyWish {
        if (canary.filter(share -> share < 0 || share > Duty.WHOLE).isPresent()) {
            throw Input.wrong("`canary` takes 0 to 100 percent of the agents");
        }
        Acts.why(why);
    }

    static DutyWish of(Fields body, String what) {
        Optional<Integer> canary = body.whole().get("canary") == null
                ? Optional.empty()
                : Optional.of(Math.toIntExact(body.integer("canary")));
        return new DutyWish(body.text(what), body.word("stage", Duty.Stage::byWire), canary, Acts.why(body));
    }
}
