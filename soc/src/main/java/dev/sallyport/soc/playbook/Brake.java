package dev.sallyport.soc.playbook;

import dev.sallyport.soc.response.Step;
import java.util.Collection;
import java.util.Optional;

/**
 * Keeps playbooks from stopping everybody, whether by a bad rule or because somebody provokes alerts about others. What it holds back
 * waits for two people. Immutable.
 *
 * @param perPlaybook stops one playbook may begin in an hour
 * @param atOnce stops all of them may begin in ten minutes, however few agents there are
 * @param percent or that share of the tenant's agents, whichever is more
 * @param share of a tenant's agents, of its agents' sessions as if each had one, and of its servers: no more of them stand stopped by
 *     playbooks at once, however few there are; one of each always may
 */
public record Brake(int perPlaybook, int atOnce, int percent, int share) {
    /** What serves: no more than a quarter of a small tenant. */
    public static final Brake DEFAULT = new Brake(20, 5, 5, 25);

    /** One with the usual share. */
    public Brake(int perPlaybook, int atOnce, int percent) {
        this(perPlaybook, atOnce, percent, 25);
    }

    /**
     * Whom the tenant has.
     *
     * @param agents that were not revoked
     * @param servers that are registered
     */
    public record Population(int agents, int servers) {}

    /** How far back it looks. */
    public static final long WINDOW_MILLIS = 60 * 60 * 1000L;

    private static final long SHORT_MILLIS = 10 * 60 * 1000L;
    private static final int WHOLE = 100;

    public Brake {
        if (perPlaybook < 1 || atOnce < 1 || percent < 0 || percent > WHOLE || share < 0 || share > WHOLE) {
            throw new IllegalArgumentException("limits of playbooks are at least 1, and a share is 0 to 100 percent");
        }
    }

    /**
     * Why the step must wait; empty if it may go.
     *
     * @param begun steps that were begun within {@link #WINDOW_MILLIS}
     * @param standing steps whose effect is in force, or may be
     */
    public Optional<String> holds(
            Step step, Collection<Step> begun, Collection<Step> standing, Population population, long nowMillis) {
        if (!step.effect().isStop()) {
            return Optional.empty();
        }
        long own = begun.stream()
                .filter(s -> s.effect().isStop() && name(s).equals(name(step)))
                .count();
        if (own >= perPlaybook) {
            return Optional.of("the brake holds it: its playbook began " + own + " stops within an hour");
        }
        long all = begun.stream()
                .filter(s -> s.effect().isStop() && s.begunMillis() > nowMillis - SHORT_MILLIS)
                .map(Step::target)
                .distinct()
                .count();
        long most = Math.max(atOnce, (long) population.agents() * percent / WHOLE);
        return all >= most
                ? Optional.of("the brake holds it: playbooks stopped " + all + " within ten minutes")
                : beyondShare(step, standing, population);
    }

    /** A small tenant's few agents are all it has: limits in numbers alone would let a playbook stop every one of them. */
    private Optional<String> beyondShare(Step step, Collection<Step> standing, Population population) {
        int of = switch (step.effect().target()) {
            case AGENT, SESSION -> population.agents();
            case SERVER -> population.servers();
            case TOOL, DESTINATION -> Integer.MAX_VALUE;
        };
        long others = standing.stream()
                .filter(s -> s.mayStand() && s.effect().isStop())
                .filter(s -> s.effect().target() == step.effect().target())
                .map(Step::target)
                .filter(target -> !target.equals(step.target()))
                .distinct()
                .count();
        long most = Math.max(1, (long) of * share / WHOLE);
        return others >= most
                ? Optional.of("the brake holds it: playbooks keep " + others + " of " + of + " stopped, and " + share
                        + " percent is the most")
                : Optional.empty();
    }

    /** A playbook's next version is no way around its limit. */
    private static String name(Step step) {
        return step.playbook().substring(0, step.playbook().lastIndexOf('@'));
    }
}
