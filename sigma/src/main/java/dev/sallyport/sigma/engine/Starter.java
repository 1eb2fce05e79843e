package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Stage;
import dev.sallyport.sigma.rule.Head;
import java.util.List;

/**
 * A detection in a rule set.
 *
 * @param told whether it gives alerts of its own, and is not only part of others
 * @param feeds what its hits become
 * @param roles in each flow, as bits of {@link dev.sallyport.sigma.flow.FlowGraph}
 */
record Starter(Head head, Stage stage, boolean told, List<Feed> feeds, byte[] roles) {
    Starter {
        feeds = List.copyOf(feeds);
    }
}
