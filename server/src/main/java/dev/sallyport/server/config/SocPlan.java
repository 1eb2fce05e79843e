package dev.sallyport.server.config;

import dev.sallyport.soc.life.Promotions;
import dev.sallyport.soc.playbook.Brake;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the second plane works here.
 *
 * @param on whether it runs at all
 * @param queue how many events wait for it before further ones are dropped and counted
 * @param bundledRules whether the rules that come with the program are used
 * @param rules a folder of further rules
 * @param off ids of rules that are not used
 * @param playbooks a folder of playbooks
 * @param responds whether playbooks act; if not, their steps are only written down
 * @param never ids of agents, sessions and servers that no playbook touches
 * @param brake how much playbooks may stop
 * @param logOnlyMillis how long a version of a rule or a playbook is recorded before it may respond
 * @param story how incidents are told, and when something is new
 */
public record SocPlan(
        boolean on,
        int queue,
        boolean bundledRules,
        Optional<Path> rules,
        Set<String> off,
        Optional<Path> playbooks,
        boolean responds,
        Set<String> never,
        Brake brake,
        long logOnlyMillis,
        StoryPlan story) {
    /** What an empty configuration means: it detects with the bundled rules and does nothing about what it finds. */
    public static final SocPlan DEFAULT = new SocPlan(
            true,
            65_536,
            true,
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            false,
            Set.of(),
            Brake.DEFAULT,
            Promotions.LOG_ONLY_MILLIS,
            StoryPlan.DEFAULT);

    public SocPlan {
        off = Set.copyOf(off);
        never = Set.copyOf(never);
    }

    /** The folders it reads. */
    public List<Path> folders() {
        return java.util.stream.Stream.of(rules, playbooks)
                .flatMap(Optional::stream)
                .toList();
    }
}
