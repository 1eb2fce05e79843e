package dev.sallyport.text.shell;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What reading one line brings together: its simple commands, and the bodies of here-documents, which come after their commands. */
final class Yield {
    final Source.Budget budget = new Source.Budget();
    private final List<SimpleCommand> commands = new ArrayList<>();
    private final IdentityHashMap<Redirection, String> bodies = new IdentityHashMap<>();

    void add(SimpleCommand command, int offset) {
        budget.command(offset);
        commands.add(command);
    }

    void body(Redirection redirection, String text) {
        bodies.put(redirection, text);
    }

    int size() {
        return commands.size();
    }

    SimpleCommand get(int index) {
        return filled(commands.get(index));
    }

    void opaque(int index) {
        commands.set(index, commands.get(index).withOpaque());
    }

    /** Says of the commands from that one on how they come to run. */
    void reached(int from, Reach how) {
        for (int i = from; i < commands.size(); i++) {
            SimpleCommand c = commands.get(i);
            Set<Reach> reach = EnumSet.of(how);
            reach.addAll(c.reach());
            commands.set(i, new SimpleCommand(c.assignments(), c.words(), c.redirections(), reach, c.opaque()));
        }
    }

    List<SimpleCommand> commands() {
        return commands.stream().map(this::filled).toList();
    }

    private SimpleCommand filled(SimpleCommand c) {
        boolean none = c.redirections().stream().noneMatch(bodies::containsKey);
        return none
                ? c
                : new SimpleCommand(
                        c.assignments(),
                        c.words(),
                        c.redirections().stream().map(this::filled).toList(),
                        c.reach(),
                        c.opaque());
    }

    private Redirection filled(Redirection r) {
        return bodies.containsKey(r)
                ? new Redirection(r.operator(), r.target(), Optional.ofNullable(bodies.get(r)))
                : r;
    }
}
