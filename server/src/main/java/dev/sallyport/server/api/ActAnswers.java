package dev.sallyport.server.api;

import dev.sallyport.server.http.Problem;
import dev.sallyport.server.soc.Desk;
import dev.sallyport.soc.incident.Act;
import dev.sallyport.soc.incident.Incident;

/** How people hear what became of an act on an incident, over the API and on the console alike. */
public final class ActAnswers {
    private ActAnswers() {}

    /**
     * The incident with the act in force.
     *
     * @throws Problem the refusal
     */
    public static Incident done(Desk.Result result, Act.Kind kind) {
        return switch (result) {
            case Desk.Result.Done done -> done.incident();
            case Desk.Result.NoSuchIncident none -> throw missing("incident");
            case Desk.Result.Over over ->
                throw kind == Act.Kind.NARRATIVE_REVIEWED
                        ? new Problem(
                                409, "incident_open", "this incident is open: what is told of it can still change")
                        : over();
            case Desk.Result.NotWaiting not -> throw new Problem(409, "step_not_waiting", "this step waits for nobody");
            case Desk.Result.Busy busy ->
                throw new Problem(
                        409, "incident_busy", "somebody does something with this incident at this moment; look again");
            case Desk.Result.Unwritable unwritable -> throw Acts.unavailable();
        };
    }

    /** That it can't be acted on any more. */
    public static Problem over() {
        return new Problem(409, "incident_over", "this incident is closed, or was merged into another one");
    }

    /** That there is no such {@code incident} or {@code step}. */
    public static Problem missing(String what) {
        return Input.missing(what);
    }
}
