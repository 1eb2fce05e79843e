package dev.sallyport.soc.playbook;

import dev.sallyport.gate.containment.Target;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.detect.Stage;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Planning;
import dev.sallyport.soc.response.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What playbooks plan for an alert: one step per act and target, whose key makes it the same step however often it is planned; another one
 * if that is over and the attack goes on.
 * Thread-safe.
 */
public final class Plans implements Planning {
    private static final byte[] DOMAIN = Sha256.domain("sallyport/soc-step/1");
    private static final int KEY_DIGITS = 32;
    /** How often one act stops one target in one incident. */
    private static final int MOST_TIMES = 100;

    private static final String RECORDED = "the playbook is log_only, or was not activated";

    private final List<Playbook> playbooks;
    private final Set<String> never;
    private final Book book;
    private final Activation activation;

    /** @param never ids of agents, sessions and servers that no playbook touches */
    public Plans(List<Playbook> playbooks, Set<String> never, Book book) {
        this(playbooks, never, book, Activation.MODE);
    }

    /** @param activation which playbooks act */
    public Plans(List<Playbook> playbooks, Set<String> never, Book book, Activation activation) {
        this.playbooks = List.copyOf(playbooks);
        this.never = Set.copyOf(never);
        this.book = book;
        this.activation = activation;
    }

    @Override
    public List<Step> of(Alert alert, Incident incident) {
        if (alert.rule().stage() != Stage.RESPOND || playbooks.stream().noneMatch(p -> p.startedBy(alert))) {
            return List.of();
        }
        Map<String, Step> known = book.steps(incident.tenant(), incident.id()).stream()
                .collect(Collectors.toMap(Step::key, Function.identity()));
        List<Step> steps = new ArrayList<>();
        for (Playbook playbook : playbooks) {
            if (playbook.startedBy(alert)) {
                for (int i = 0; i < playbook.acts().size(); i++) {
                    next(new Place(playbook, i), alert, incident, known).ifPresent(steps::add);
                }
            }
        }
        return steps;
    }

    /** An act of a playbook. */
    private record Place(Playbook playbook, int number) {
        Playbook.Act act() {
            return playbook.acts().get(number);
        }
    }

    /** The act's first step in the incident, or one more where those before are over and the attack goes on. */
    private Optional<Step> next(Place place, Alert alert, Incident incident, Map<String, Step> known) {
        for (int time = 0; time < MOST_TIMES; time++) {
            Optional<Step> step = step(place, time, alert, incident);
            Step before = step.map(Step::key).map(known::get).orElse(null);
            if (before == null) {
                return step;
            }
            if (!mayFollow(before, step.orElseThrow(), alert)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a step may be planned behind one on the same target. Where that one stood, only for what happened after it would have ended by
     * itself: so whoever lifts a stop by hand is not overruled before that, and what cannot be undone is done once. Where it was only
     * recorded, once the playbook acts.
     */
    private static boolean mayFollow(Step before, Step next, Alert alert) {
        if (!before.state().isOver()) {
            return false;
        }
        if (before.begunMillis() == 0) {
            return before.why().equals(RECORDED) && next.state() != Step.State.REFUSED;
        }
        return before.ttlMillis() > 0 && alert.eventMillis() > before.begunMillis() + before.ttlMillis();
    }

    /** Whoever spares a server spares its tools. */
    private static String serverOf(Playbook.Act act, String target) {
        return act.effect().target() == Effect.Target.TOOL && Target.of("tool", target) instanceof Target.Tool tool
                ? tool.server()
                : target;
    }

    private Optional<Step> step(Place place, int time, Alert alert, Incident incident) {
        Playbook playbook = place.playbook();
        Playbook.Act act = place.act();
        return target(act, alert.about()).map(target -> {
            boolean spared = never.contains(target) || never.contains(serverOf(act, target));
            boolean acts = !spared && activation.acts(incident.tenant(), playbook, alert.about());
            Step.State state = !acts ? Step.State.REFUSED : act.confirm() ? Step.State.AWAITING : Step.State.PLANNED;
            return new Step(
                    key(incident, place, target, time),
                    incident.tenant(),
                    incident.id(),
                    playbook.reference(),
                    act.effect(),
                    target,
                    act.effect().argument() == Effect.Argument.TIER ? act.argument() : "",
                    act.ttlMillis(),
                    1,
                    state,
                    state == Step.State.PLANNED ? alert.detectedMillis() : Long.MAX_VALUE,
                    0,
                    0,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    spared
                            ? "no playbook may touch it: it stands under `soc.never`"
                            : acts ? (act.confirm() ? "two people must confirm it" : "") : RECORDED);
        });
    }

    private static Optional<String> target(Playbook.Act act, About about) {
        return switch (act.effect().target()) {
            case AGENT -> about.agent();
            case SESSION -> about.session();
            case SERVER -> about.server();
            case TOOL, DESTINATION -> Optional.of(act.argument());
        };
    }

    private static String key(Incident incident, Place place, String target, int time) {
        String number = Integer.toString(place.number()) + (time == 0 ? "" : "+" + time);
        String whole = String.join(
                "\n", incident.tenant().value(), incident.id(), place.playbook().reference(), number, target);
        byte[] text = whole.getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(DOMAIN, DOMAIN.length + text.length);
        System.arraycopy(text, 0, all, DOMAIN.length, text.length);
        return "stp_" + Hex.of(Sha256.digest().digest(all)).substring(0, KEY_DIGITS);
    }
}
