package dev.sallyport.cli;

import dev.sallyport.cli.judge.CanonVerb;
import dev.sallyport.cli.people.AgentStandingVerb;
import dev.sallyport.cli.people.AgentsVerb;
import dev.sallyport.cli.people.ApprovalsVerb;
import dev.sallyport.cli.people.ApproverAddVerb;
import dev.sallyport.cli.people.VoteVerb;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every verb by its words. A verb's class is loaded only when it is the one that runs: starting is most of what a verb costs. */
final class Catalogue {
    private static final List<Entry> ENTRIES = List.of(
            new Entry(
                    "approver add", "enrol a person who may approve; prints the credential once", ApproverAddVerb::new),
            new Entry("approvals", "list the actions that wait for a person", ApprovalsVerb::new),
            new Entry("approve", "agree to a held action, with a typed credential", VoteVerb::approve),
            new Entry("reject", "refuse a held action, with a typed credential", VoteVerb::reject),
            new Entry("agents", "list the registered agents", AgentsVerb::new),
            new Entry("agent freeze", "deny every call of an agent from now on", AgentStandingVerb::freeze),
            new Entry("agent unfreeze", "let a frozen agent act again", AgentStandingVerb::unfreeze),
            new Entry("agent revoke", "end an agent's token for good", AgentStandingVerb::revoke),
            new Entry(
                    "canon", "the canonical bytes of a JSON document on standard input, or its hash", CanonVerb::new));

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
